-- a
CREATE TABLE task (id INTEGER PRIMARY KEY, title VARCHAR(20), points INTEGER);
CREATE VIEW titles AS SELECT id, title FROM task;
CREATE VIEW loud_titles AS SELECT upper(title) AS loud FROM titles;
-- rows
INSERT INTO task VALUES (1, 't', 3);
-- b
CREATE TABLE task (id INTEGER PRIMARY KEY, title TEXT NOT NULL, points INTEGER);
CREATE VIEW titles AS SELECT id, title FROM task;
CREATE VIEW loud_titles AS SELECT upper(title) AS loud FROM titles;
-- check
SELECT loud FROM loud_titles => T
