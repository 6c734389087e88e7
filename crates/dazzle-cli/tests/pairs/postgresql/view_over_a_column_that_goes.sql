-- a
CREATE TABLE task (id integer PRIMARY KEY, title text, secret text);
CREATE VIEW all_of_task AS SELECT id, title, secret FROM task;
-- rows
INSERT INTO task VALUES (1, 't', 's');
-- b
CREATE TABLE task (id integer PRIMARY KEY, title text);
CREATE VIEW all_of_task AS SELECT id, title FROM task;
-- check
SELECT title FROM all_of_task => t
