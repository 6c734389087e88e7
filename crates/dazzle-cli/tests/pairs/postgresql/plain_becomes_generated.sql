-- a
CREATE TABLE line (id integer PRIMARY KEY, quantity integer, more integer DEFAULT 0);
-- rows
INSERT INTO line VALUES (1, 4, 77);
-- b
CREATE TABLE line (id integer PRIMARY KEY, quantity integer, more integer GENERATED ALWAYS AS (quantity + 1) STORED);
-- check
SELECT quantity || ',' || more FROM line => 4,5
