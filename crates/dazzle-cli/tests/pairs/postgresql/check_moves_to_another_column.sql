-- The same name on the same table, for another column.
-- a
CREATE TABLE product (id integer PRIMARY KEY, width integer CONSTRAINT positive CHECK (width > 0), height integer);
-- b
CREATE TABLE product (id integer PRIMARY KEY, width integer, height integer CONSTRAINT positive CHECK (height > 0));
