-- a
CREATE TABLE task (id INTEGER PRIMARY KEY, title TEXT);
CREATE INDEX one ON task (title);
CREATE TABLE two (id INTEGER PRIMARY KEY);
-- rows
INSERT INTO task VALUES (1, 't');
-- b
CREATE TABLE task (id INTEGER PRIMARY KEY, title TEXT);
CREATE INDEX two ON task (title);
CREATE TABLE one (id INTEGER PRIMARY KEY);
-- check
SELECT title FROM task => t
