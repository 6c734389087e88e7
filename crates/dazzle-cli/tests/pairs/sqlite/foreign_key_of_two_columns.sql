-- a
CREATE TABLE line (purchase_id INTEGER, number INTEGER, PRIMARY KEY (purchase_id, number));
CREATE TABLE parcel (id INTEGER PRIMARY KEY, purchase_id INTEGER, number INTEGER);
-- rows
INSERT INTO line VALUES (1, 2);
INSERT INTO parcel VALUES (9, 1, 2);
-- b
CREATE TABLE line (purchase_id INTEGER, number INTEGER, PRIMARY KEY (purchase_id, number));
CREATE TABLE parcel (
    id INTEGER PRIMARY KEY,
    purchase_id INTEGER,
    number INTEGER,
    FOREIGN KEY (purchase_id, number) REFERENCES line (purchase_id, number) ON UPDATE CASCADE ON DELETE SET NULL
);
-- check
SELECT id || ',' || number FROM parcel => 9,2
