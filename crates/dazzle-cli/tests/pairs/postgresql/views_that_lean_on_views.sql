-- A chain of views, whose first link changes.
-- a
CREATE TABLE task (id integer PRIMARY KEY, title text, state text);
CREATE VIEW v1 AS SELECT id, title FROM task;
CREATE VIEW v2 AS SELECT id, upper(title) AS title FROM v1;
CREATE VIEW v3 AS SELECT v2.id, v1.title FROM v1 JOIN v2 ON v1.id = v2.id;
-- b
CREATE TABLE task (id integer PRIMARY KEY, title text, state text);
CREATE VIEW v1 AS SELECT id::text AS id, title, state FROM task;
CREATE VIEW v2 AS SELECT id, upper(title) AS title FROM v1;
CREATE VIEW v3 AS SELECT v2.id, v1.title FROM v1 JOIN v2 ON v1.id = v2.id;
