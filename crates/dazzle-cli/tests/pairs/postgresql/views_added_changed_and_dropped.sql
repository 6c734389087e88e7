-- a
CREATE TABLE task (id integer PRIMARY KEY, title text, state text);
CREATE VIEW open_task AS SELECT id, title FROM task WHERE state = 'open';
CREATE VIEW old_task AS SELECT id FROM task;
-- rows
INSERT INTO task VALUES (1, 't', 'open');
-- b
CREATE TABLE task (id integer PRIMARY KEY, title text, state text);
CREATE VIEW open_task AS SELECT title, id AS number, state FROM task WHERE state IN ('open', 'waiting') ORDER BY title;
CREATE VIEW task_count (state, how_many) AS SELECT state, count(*) FROM task GROUP BY state;
-- check
SELECT title || number FROM open_task => t1
