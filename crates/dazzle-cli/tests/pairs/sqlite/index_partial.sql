-- a
CREATE TABLE task (id INTEGER PRIMARY KEY, title TEXT, state TEXT, deleted_at TIMESTAMP);
CREATE INDEX task_open ON task (title) WHERE state = 'open';
CREATE UNIQUE INDEX task_title ON task (title) WHERE deleted_at IS NULL;
CREATE INDEX task_any ON task (title);
-- b
CREATE TABLE task (id INTEGER PRIMARY KEY, title TEXT, state TEXT, deleted_at TIMESTAMP);
CREATE INDEX task_open ON task (title) WHERE state IN ('open', 'waiting');
CREATE UNIQUE INDEX task_title ON task (title);
CREATE INDEX task_any ON task (title) WHERE deleted_at IS NOT NULL AND state <> 'done';
