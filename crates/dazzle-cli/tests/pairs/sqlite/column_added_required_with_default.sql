-- a
CREATE TABLE task (id INTEGER PRIMARY KEY);
-- rows
INSERT INTO task VALUES (1), (2);
-- b
CREATE TABLE task (id INTEGER PRIMARY KEY, priority INTEGER NOT NULL DEFAULT 3, state VARCHAR(10) NOT NULL DEFAULT 'open');
-- check
SELECT group_concat(priority || state) FROM task => 3open,3open
