-- a
CREATE TABLE line (id integer PRIMARY KEY, price numeric(10, 2), quantity integer, twice integer GENERATED ALWAYS AS (quantity * 2) STORED);
-- rows
INSERT INTO line (id, price, quantity) VALUES (1, 2.50, 4);
-- b
CREATE TABLE line (
    id integer PRIMARY KEY,
    price numeric(10, 2),
    quantity integer,
    total numeric(12, 2) GENERATED ALWAYS AS (price * quantity) STORED,
    label text GENERATED ALWAYS AS ('x' || quantity::text) STORED NOT NULL
);
CREATE INDEX line_total ON line (total);
-- check
SELECT total || label FROM line => 10.00x4
