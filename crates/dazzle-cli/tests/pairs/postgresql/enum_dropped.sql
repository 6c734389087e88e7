-- A column of an enum becomes text, and the type goes.
-- a
CREATE TYPE task_state AS ENUM ('open', 'done');
CREATE TABLE task (id integer PRIMARY KEY, state task_state DEFAULT 'open' NOT NULL);
-- rows
INSERT INTO task VALUES (1, 'done');
-- b
CREATE TABLE task (id integer PRIMARY KEY, state text DEFAULT 'open' NOT NULL);
-- check
SELECT state FROM task => done
