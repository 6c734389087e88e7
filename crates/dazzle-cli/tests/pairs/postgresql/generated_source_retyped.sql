-- The column that an expression reads gets another type.
-- a
CREATE TABLE line (id integer PRIMARY KEY, quantity integer, more bigint GENERATED ALWAYS AS (quantity + 1) STORED);
-- rows
INSERT INTO line (id, quantity) VALUES (1, 4);
-- b
CREATE TABLE line (id integer PRIMARY KEY, quantity bigint, more bigint GENERATED ALWAYS AS (quantity + 1) STORED);
-- check
SELECT quantity || ',' || more FROM line => 4,5
