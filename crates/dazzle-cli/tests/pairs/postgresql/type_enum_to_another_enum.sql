-- a
CREATE TYPE old_state AS ENUM ('open', 'done');
CREATE TABLE task (id integer PRIMARY KEY, state old_state DEFAULT 'open' NOT NULL);
CREATE INDEX task_open ON task (id) WHERE state = 'open';
-- rows
INSERT INTO task VALUES (1, 'done');
-- b
CREATE TYPE new_state AS ENUM ('done', 'open', 'late');
CREATE TABLE task (id integer PRIMARY KEY, state new_state DEFAULT 'open' NOT NULL);
CREATE INDEX task_open ON task (id) WHERE state = 'open';
-- check
SELECT state::text FROM task => done
