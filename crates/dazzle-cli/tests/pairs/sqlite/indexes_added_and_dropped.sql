-- a
CREATE TABLE task (id INTEGER PRIMARY KEY, title TEXT, state TEXT, due DATE, owner_id INTEGER);
CREATE INDEX task_title ON task (title);
CREATE UNIQUE INDEX task_owner_title ON task (owner_id, title);
-- b
CREATE TABLE task (id INTEGER PRIMARY KEY, title TEXT, state TEXT, due DATE, owner_id INTEGER);
CREATE INDEX task_state_due ON task (state, due);
CREATE UNIQUE INDEX task_owner_title ON task (title, owner_id);
CREATE INDEX task_due ON task (due);
