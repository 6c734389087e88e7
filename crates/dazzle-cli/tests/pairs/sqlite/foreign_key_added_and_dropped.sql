-- a
CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT UNIQUE);
CREATE TABLE purchase (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customer (id), email TEXT);
-- rows
INSERT INTO customer VALUES (1, 'a@b.example');
INSERT INTO purchase VALUES (1, 1, 'a@b.example');
-- b
CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT UNIQUE);
CREATE TABLE purchase (id INTEGER PRIMARY KEY, customer_id INTEGER, email TEXT CONSTRAINT purchase_email REFERENCES customer (email));
-- check
SELECT email || customer_id FROM purchase => a@b.example1
