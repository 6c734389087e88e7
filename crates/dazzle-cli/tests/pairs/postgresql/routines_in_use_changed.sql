-- Routines that a trigger and a check use get another body and manner.
-- a
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN new.n := 1; RETURN new; END';
CREATE FUNCTION positive(n integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT n > 0';
CREATE PROCEDURE tidy() LANGUAGE plpgsql AS 'BEGIN PERFORM 1; END';
CREATE FUNCTION unused(n integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE TABLE t (id integer PRIMARY KEY, n integer CHECK (positive(n)));
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
-- rows
INSERT INTO t VALUES (1, 5);
-- b
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN new.n := 2; RETURN new; END';
CREATE FUNCTION positive(n integer) RETURNS boolean LANGUAGE sql STABLE STRICT AS 'SELECT n > 0';
CREATE PROCEDURE tidy() LANGUAGE plpgsql AS 'BEGIN PERFORM 2; END';
CREATE FUNCTION unused(n integer) RETURNS bigint LANGUAGE sql AS 'SELECT 1';
CREATE TABLE t (id integer PRIMARY KEY, n integer CHECK (positive(n)));
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
-- check
SELECT n FROM t => 1
