-- a
CREATE TABLE line (purchase_id integer, number integer, PRIMARY KEY (purchase_id, number));
CREATE TABLE parcel (
    id integer PRIMARY KEY,
    purchase_id integer,
    number integer,
    CONSTRAINT parcel_line FOREIGN KEY (purchase_id, number) REFERENCES line
);
-- b
CREATE TABLE line (purchase_id integer, number integer, PRIMARY KEY (purchase_id, number));
CREATE TABLE parcel (
    id integer PRIMARY KEY,
    purchase_id integer,
    number integer,
    CONSTRAINT parcel_line FOREIGN KEY (purchase_id, number) REFERENCES line MATCH FULL
);
