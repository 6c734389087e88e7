-- a
CREATE TABLE task (id integer PRIMARY KEY, title text);
CREATE VIEW titles AS SELECT id, title FROM task WHERE id > 0;
-- b
CREATE TABLE task (id integer PRIMARY KEY, title text);
CREATE VIEW titles WITH (security_barrier = true) AS SELECT id, title FROM task WHERE id > 0 WITH LOCAL CHECK OPTION;
