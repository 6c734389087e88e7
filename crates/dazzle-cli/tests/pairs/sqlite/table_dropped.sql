-- Two tables are not in B, one of which refers to the other.
-- a
CREATE TABLE warehouse (id INTEGER PRIMARY KEY, city TEXT);
CREATE TABLE shelf (id INTEGER PRIMARY KEY, warehouse_id INTEGER REFERENCES warehouse);
CREATE INDEX shelf_warehouse ON shelf (warehouse_id);
CREATE TABLE product (id INTEGER PRIMARY KEY);
-- rows
INSERT INTO warehouse VALUES (1, 'Oslo');
INSERT INTO shelf VALUES (1, 1);
INSERT INTO product VALUES (7);
-- b
CREATE TABLE product (id INTEGER PRIMARY KEY);
-- check
SELECT id FROM product => 7
