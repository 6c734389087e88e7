-- A trigger names a column whose type changes.
-- a
CREATE TABLE task (id integer PRIMARY KEY, points integer);
CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER watch AFTER UPDATE OF points ON task FOR EACH ROW WHEN (NEW.points > 3) EXECUTE FUNCTION nothing();
-- rows
INSERT INTO task VALUES (1, 2);
-- b
CREATE TABLE task (id integer PRIMARY KEY, points bigint);
CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER watch AFTER UPDATE OF points ON task FOR EACH ROW WHEN (NEW.points > 3) EXECUTE FUNCTION nothing();
-- check
SELECT points::text FROM task => 2
