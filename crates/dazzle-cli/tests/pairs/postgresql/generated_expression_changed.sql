-- a
CREATE TABLE line (id integer PRIMARY KEY, quantity integer, more integer GENERATED ALWAYS AS (quantity + 1) STORED);
CREATE INDEX line_more ON line (more);
-- rows
INSERT INTO line (id, quantity) VALUES (1, 4);
-- b
CREATE TABLE line (id integer PRIMARY KEY, quantity integer, more integer GENERATED ALWAYS AS (quantity + 10) STORED);
CREATE INDEX line_more ON line (more);
-- check
SELECT quantity || ',' || more FROM line => 4,14
