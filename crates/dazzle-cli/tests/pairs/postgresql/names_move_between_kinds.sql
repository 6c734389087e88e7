-- A name that belonged to an index belongs to a table afterwards, and the other way round.
-- a
CREATE TABLE task (id integer PRIMARY KEY, title text);
CREATE INDEX one ON task (title);
CREATE TABLE two (id integer PRIMARY KEY);
-- rows
INSERT INTO task VALUES (1, 't');
-- b
CREATE TABLE task (id integer PRIMARY KEY, title text);
CREATE INDEX two ON task (title);
CREATE TABLE one (id integer PRIMARY KEY);
-- check
SELECT title FROM task => t
