-- The table is rebuilt, with indexes of every kind on it.
-- a
CREATE TABLE task (id INTEGER PRIMARY KEY, title VARCHAR(10), state TEXT);
CREATE UNIQUE INDEX task_open ON task (title COLLATE NOCASE) WHERE state = 'open';
CREATE INDEX task_lower ON task (lower(title), state DESC);
-- rows
INSERT INTO task VALUES (1, 't', 'open');
-- b
CREATE TABLE task (id INTEGER PRIMARY KEY, title TEXT NOT NULL, state TEXT);
CREATE UNIQUE INDEX task_open ON task (title COLLATE NOCASE) WHERE state = 'open';
CREATE INDEX task_lower ON task (lower(title), state DESC);
-- check
SELECT title FROM task => t
