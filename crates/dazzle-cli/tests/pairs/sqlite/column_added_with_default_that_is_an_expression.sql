-- SQLite's ADD COLUMN takes no such default.
-- a
CREATE TABLE task (id INTEGER PRIMARY KEY);
-- rows
INSERT INTO task VALUES (1), (2);
-- b
CREATE TABLE task (id INTEGER PRIMARY KEY, made_at TEXT DEFAULT CURRENT_TIMESTAMP, kind TEXT DEFAULT (lower('X')), noted TEXT NOT NULL DEFAULT (upper('y')));
-- check
SELECT group_concat(id || noted) FROM task => 1Y,2Y
