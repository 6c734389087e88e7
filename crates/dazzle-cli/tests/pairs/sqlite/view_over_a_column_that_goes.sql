-- a
CREATE TABLE task (id INTEGER PRIMARY KEY, title TEXT, secret TEXT);
CREATE VIEW all_of_task AS SELECT id, title, secret FROM task;
-- rows
INSERT INTO task VALUES (1, 't', 's');
-- b
CREATE TABLE task (id INTEGER PRIMARY KEY, title TEXT);
CREATE VIEW all_of_task AS SELECT id, title FROM task;
-- check
SELECT title FROM all_of_task => t
