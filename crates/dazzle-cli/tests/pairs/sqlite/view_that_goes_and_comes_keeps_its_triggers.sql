-- The table under a view is rebuilt with the columns that the view shows; the view's triggers stay.
-- a
CREATE TABLE task (id INTEGER PRIMARY KEY, title varchar(10), junk INTEGER);
CREATE VIEW titles AS SELECT id, title FROM task;
CREATE TRIGGER into_titles INSTEAD OF INSERT ON titles BEGIN INSERT INTO task (id, title) VALUES (new.id, new.title); END;
CREATE VIEW loud AS SELECT upper(title) AS title FROM titles;
CREATE TRIGGER into_loud INSTEAD OF DELETE ON loud BEGIN DELETE FROM task WHERE upper(title) = old.title; END;
-- rows
INSERT INTO task VALUES (1, 't', 3);
-- b
CREATE TABLE task (id INTEGER PRIMARY KEY, title varchar(20), junk INTEGER);
CREATE VIEW titles AS SELECT id, title FROM task;
CREATE TRIGGER into_titles INSTEAD OF INSERT ON titles BEGIN INSERT INTO task (id, title) VALUES (new.id, new.title); END;
CREATE VIEW loud AS SELECT upper(title) AS title FROM titles;
CREATE TRIGGER into_loud INSTEAD OF DELETE ON loud BEGIN DELETE FROM task WHERE upper(title) = old.title; END;
-- check
SELECT title FROM loud => T
