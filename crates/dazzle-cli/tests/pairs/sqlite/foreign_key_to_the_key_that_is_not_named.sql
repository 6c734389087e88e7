-- `REFERENCES line` means its primary key, whatever that is.
-- a
CREATE TABLE line (purchase_id INTEGER, number INTEGER, PRIMARY KEY (purchase_id, number));
CREATE TABLE parcel (id INTEGER PRIMARY KEY, purchase_id INTEGER, number INTEGER, FOREIGN KEY (purchase_id, number) REFERENCES line);
CREATE TABLE label (id INTEGER PRIMARY KEY, parcel_id INTEGER REFERENCES parcel);
-- rows
INSERT INTO line VALUES (1, 2);
INSERT INTO parcel VALUES (9, 1, 2);
INSERT INTO label VALUES (1, 9);
-- b
CREATE TABLE line (purchase_id INTEGER, number INTEGER, PRIMARY KEY (purchase_id, number));
CREATE TABLE parcel (id INTEGER PRIMARY KEY, purchase_id INTEGER NOT NULL, number INTEGER, FOREIGN KEY (purchase_id, number) REFERENCES line);
CREATE TABLE label (id INTEGER PRIMARY KEY, parcel_id INTEGER NOT NULL REFERENCES parcel);
-- check
SELECT parcel_id || purchase_id FROM label, parcel => 91
