-- A column without any type, and one that gets none.
-- a
CREATE TABLE bag (id INTEGER PRIMARY KEY, any_value, some TEXT);
-- rows
INSERT INTO bag VALUES (1, 'text', 'x');
-- b
CREATE TABLE bag (id INTEGER PRIMARY KEY, any_value TEXT, some);
-- check
SELECT any_value || some FROM bag => textx
