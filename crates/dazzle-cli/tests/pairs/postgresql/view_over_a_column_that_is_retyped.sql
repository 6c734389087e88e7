-- The table under two views changes; the views stay.
-- a
CREATE TABLE task (id integer PRIMARY KEY, title varchar(20), points integer);
CREATE VIEW titles AS SELECT id, title FROM task;
CREATE VIEW loud_titles AS SELECT upper(title) AS loud FROM titles;
-- rows
INSERT INTO task VALUES (1, 't', 3);
-- b
CREATE TABLE task (id bigint PRIMARY KEY, title text, points integer);
CREATE VIEW titles AS SELECT id, title FROM task;
CREATE VIEW loud_titles AS SELECT upper(title) AS loud FROM titles;
-- check
SELECT loud FROM loud_titles => T
