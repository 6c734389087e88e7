-- The values that were computed stay.
-- a
CREATE TABLE line (id INTEGER PRIMARY KEY, quantity INTEGER, more INTEGER GENERATED ALWAYS AS (quantity + 1) STORED);
-- rows
INSERT INTO line (id, quantity) VALUES (1, 4);
-- b
CREATE TABLE line (id INTEGER PRIMARY KEY, quantity INTEGER, more INTEGER);
-- check
SELECT CAST(more AS TEXT) FROM line => 5
