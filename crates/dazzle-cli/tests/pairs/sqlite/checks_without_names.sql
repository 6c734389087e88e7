-- Two checks without a name, alike but for a number.
-- a
CREATE TABLE product (id INTEGER PRIMARY KEY, width INTEGER CHECK (width > 0) CHECK (width < 100), height INTEGER, CHECK (width <> height));
-- rows
INSERT INTO product VALUES (1, 5, 6);
-- b
CREATE TABLE product (id INTEGER PRIMARY KEY, width INTEGER CHECK (width > 0) CHECK (width < 200), height INTEGER CHECK (height > 0));
-- check
SELECT width || height FROM product => 56
