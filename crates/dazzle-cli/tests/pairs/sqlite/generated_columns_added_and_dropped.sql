-- Only a virtual one can be added without rebuilding.
-- a
CREATE TABLE line (id INTEGER PRIMARY KEY, price NUMERIC, quantity INTEGER, twice INTEGER GENERATED ALWAYS AS (quantity * 2) STORED);
-- rows
INSERT INTO line (id, price, quantity) VALUES (1, 2.5, 4);
-- b
CREATE TABLE line (
    id INTEGER PRIMARY KEY,
    price NUMERIC,
    quantity INTEGER,
    total NUMERIC GENERATED ALWAYS AS (price * quantity) VIRTUAL,
    label TEXT GENERATED ALWAYS AS ('x' || quantity) STORED
);
CREATE INDEX line_total ON line (total);
-- check
SELECT total || label FROM line => 10x4
