-- a
CREATE TABLE task (id integer PRIMARY KEY, title text, note text NOT NULL);
-- rows
INSERT INTO task VALUES (1, 'a', 'b');
-- b
CREATE TABLE task (id integer PRIMARY KEY, title text NOT NULL, note text);
-- check
SELECT title || note FROM task => ab
