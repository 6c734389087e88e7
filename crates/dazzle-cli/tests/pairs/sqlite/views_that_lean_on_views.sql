-- a
CREATE TABLE task (id INTEGER PRIMARY KEY, title TEXT, state TEXT);
CREATE VIEW v1 AS SELECT id, title FROM task;
CREATE VIEW v2 AS SELECT id, upper(title) AS title FROM v1;
CREATE VIEW v3 AS SELECT v2.id, v1.title FROM v1 JOIN v2 ON v1.id = v2.id;
-- b
CREATE TABLE task (id INTEGER PRIMARY KEY, title TEXT, state TEXT);
CREATE VIEW v1 AS SELECT CAST(id AS TEXT) AS id, title, state FROM task;
CREATE VIEW v2 AS SELECT id, upper(title) AS title FROM v1;
CREATE VIEW v3 AS SELECT v2.id, v1.title FROM v1 JOIN v2 ON v1.id = v2.id;
