-- from 18
-- a
CREATE TABLE line (id integer PRIMARY KEY, quantity integer, more integer GENERATED ALWAYS AS (quantity + 1) STORED, less integer);
-- rows
INSERT INTO line (id, quantity) VALUES (1, 4);
-- b
CREATE TABLE line (id integer PRIMARY KEY, quantity integer, more integer GENERATED ALWAYS AS (quantity + 1) VIRTUAL, fewer integer GENERATED ALWAYS AS (quantity - 1));
-- check
SELECT more || ',' || fewer FROM line => 5,3
