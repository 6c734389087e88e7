-- a
CREATE TABLE task (id integer PRIMARY KEY, title text);
CREATE TABLE summary (n integer);
CREATE VIEW first AS SELECT id FROM task;
-- b
CREATE TABLE task (id integer PRIMARY KEY, title text);
CREATE VIEW summary AS SELECT count(*) AS n FROM task;
CREATE TABLE first (id integer);
