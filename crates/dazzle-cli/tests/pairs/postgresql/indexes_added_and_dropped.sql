-- a
CREATE TABLE task (id integer PRIMARY KEY, title text, state text, due date, owner_id integer);
CREATE INDEX task_title ON task (title);
CREATE UNIQUE INDEX task_owner_title ON task (owner_id, title);
-- b
CREATE TABLE task (id integer PRIMARY KEY, title text, state text, due date, owner_id integer);
CREATE INDEX task_state_due ON task (state, due);
CREATE UNIQUE INDEX task_owner_title ON task (title, owner_id);
CREATE INDEX task_due ON task (due);
