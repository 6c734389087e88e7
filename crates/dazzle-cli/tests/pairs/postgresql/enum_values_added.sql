-- At the end, in the middle and at the beginning.
-- a
CREATE TYPE task_state AS ENUM ('open', 'done');
CREATE TABLE task (id integer PRIMARY KEY, state task_state);
-- rows
INSERT INTO task VALUES (1, 'open');
-- b
CREATE TYPE task_state AS ENUM ('new', 'open', 'waiting', 'done', 'gone');
CREATE TABLE task (id integer PRIMARY KEY, state task_state);
-- check
SELECT state::text FROM task => open
