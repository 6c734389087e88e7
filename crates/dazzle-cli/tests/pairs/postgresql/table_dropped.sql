-- Two tables are not in B, one of which refers to the other.
-- a
CREATE TABLE warehouse (id integer PRIMARY KEY, city text);
CREATE TABLE shelf (id integer PRIMARY KEY, warehouse_id integer REFERENCES warehouse);
CREATE INDEX shelf_warehouse ON shelf (warehouse_id);
CREATE TABLE product (id integer PRIMARY KEY);
-- rows
INSERT INTO warehouse VALUES (1, 'Oslo');
INSERT INTO shelf VALUES (1, 1);
INSERT INTO product VALUES (7);
-- b
CREATE TABLE product (id integer PRIMARY KEY);
-- check
SELECT id FROM product => 7
