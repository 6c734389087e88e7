-- a
CREATE TABLE line (purchase_id integer, number integer, PRIMARY KEY (purchase_id, number));
CREATE TABLE parcel (id integer PRIMARY KEY, purchase_id integer, number integer);
-- rows
INSERT INTO line VALUES (1, 2);
INSERT INTO parcel VALUES (9, 1, 2);
-- b
CREATE TABLE line (purchase_id integer, number integer, PRIMARY KEY (purchase_id, number));
CREATE TABLE parcel (
    id integer PRIMARY KEY,
    purchase_id integer,
    number integer,
    FOREIGN KEY (purchase_id, number) REFERENCES line (purchase_id, number) ON UPDATE CASCADE ON DELETE SET NULL
);
-- check
SELECT id || ',' || number FROM parcel => 9,2
