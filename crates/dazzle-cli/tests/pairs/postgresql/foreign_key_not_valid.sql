-- A constraint that was never checked against the rows, and one that was.
-- a
CREATE TABLE customer (id integer PRIMARY KEY);
CREATE TABLE purchase (id integer PRIMARY KEY, one integer, two integer);
ALTER TABLE purchase ADD CONSTRAINT purchase_one FOREIGN KEY (one) REFERENCES customer NOT VALID;
ALTER TABLE purchase ADD CONSTRAINT purchase_two FOREIGN KEY (two) REFERENCES customer;
-- b
CREATE TABLE customer (id integer PRIMARY KEY);
CREATE TABLE purchase (id integer PRIMARY KEY, one integer, two integer);
ALTER TABLE purchase ADD CONSTRAINT purchase_one FOREIGN KEY (one) REFERENCES customer;
ALTER TABLE purchase ADD CONSTRAINT purchase_two FOREIGN KEY (two) REFERENCES customer NOT VALID;
