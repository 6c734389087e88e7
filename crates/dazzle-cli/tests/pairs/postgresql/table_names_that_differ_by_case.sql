-- a
CREATE TABLE task (id integer PRIMARY KEY);
CREATE TABLE "Task" (id integer PRIMARY KEY, note text);
-- rows
INSERT INTO "Task" VALUES (1, 'kept');
-- b
CREATE TABLE "TASK" (id integer PRIMARY KEY);
CREATE TABLE "Task" (id bigint PRIMARY KEY, note text);
-- check
SELECT note FROM "Task" => kept
