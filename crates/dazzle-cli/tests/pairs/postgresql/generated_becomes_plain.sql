-- The values that were computed stay.
-- a
CREATE TABLE line (id integer PRIMARY KEY, quantity integer, more integer GENERATED ALWAYS AS (quantity + 1) STORED);
-- rows
INSERT INTO line (id, quantity) VALUES (1, 4);
-- b
CREATE TABLE line (id integer PRIMARY KEY, quantity integer, more integer);
-- check
SELECT more::text FROM line => 5
