-- a
CREATE TABLE product (id integer PRIMARY KEY, price integer, size integer);
ALTER TABLE product ADD CONSTRAINT price_positive CHECK (price > 0) NOT VALID;
ALTER TABLE product ADD CONSTRAINT size_positive CHECK (size > 0);
-- b
CREATE TABLE product (id integer PRIMARY KEY, price integer, size integer);
ALTER TABLE product ADD CONSTRAINT price_positive CHECK (price > 0);
ALTER TABLE product ADD CONSTRAINT size_positive CHECK (size > 0) NO INHERIT;
