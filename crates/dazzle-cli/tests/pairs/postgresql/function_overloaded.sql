-- The same name with other arguments is another function.
-- a
CREATE FUNCTION area(side integer) RETURNS integer LANGUAGE sql AS 'SELECT side * side';
-- b
CREATE FUNCTION area(width integer, height integer DEFAULT 1) RETURNS integer LANGUAGE sql AS 'SELECT width * height';
CREATE FUNCTION area(side numeric) RETURNS numeric LANGUAGE sql STRICT AS 'SELECT side * side';
CREATE PROCEDURE tidy() LANGUAGE sql AS 'SELECT 1';
