-- a
CREATE TABLE product (
    id integer PRIMARY KEY,
    price numeric(10, 2) CONSTRAINT price_positive CHECK (price > 0),
    state text CONSTRAINT state_known CHECK (state IN ('new', 'sold')),
    name text CONSTRAINT name_given CHECK (length(name) > 0),
    low integer,
    high integer
);
-- rows
INSERT INTO product VALUES (1, 5, 'new', 'n', 1, 2);
-- b
CREATE TABLE product (
    id integer PRIMARY KEY,
    price numeric(10, 2) CONSTRAINT price_positive CHECK (price >= 0.01),
    state text CONSTRAINT state_known CHECK (state IN ('new', 'sold', 'lost')),
    name text,
    low integer,
    high integer,
    CONSTRAINT low_below_high CHECK (low < high OR (low IS NULL AND high IS NOT NULL)),
    CONSTRAINT name_shape CHECK (name ~ '^[a-z]+$' AND name NOT LIKE '%\_%')
);
-- check
SELECT price || state || name FROM product => 5.00newn
