-- a
CREATE TABLE product (
    id INTEGER PRIMARY KEY,
    price NUMERIC(10, 2) CONSTRAINT price_positive CHECK (price > 0),
    state TEXT CONSTRAINT state_known CHECK (state IN ('new', 'sold')),
    name TEXT CONSTRAINT name_given CHECK (length(name) > 0),
    low INTEGER,
    high INTEGER
);
-- rows
INSERT INTO product VALUES (1, 5, 'new', 'n', 1, 2);
-- b
CREATE TABLE product (
    id INTEGER PRIMARY KEY,
    price NUMERIC(10, 2) CONSTRAINT price_positive CHECK (price >= 0.01),
    state TEXT CONSTRAINT state_known CHECK (state IN ('new', 'sold', 'lost')),
    name TEXT,
    low INTEGER,
    high INTEGER,
    CONSTRAINT low_below_high CHECK (low < high OR (low IS NULL AND high IS NOT NULL)),
    CONSTRAINT name_shape CHECK (name GLOB '[a-z]*' AND name NOT LIKE '%!_%' ESCAPE '!')
);
-- check
SELECT price || state || name FROM product => 5newn
