-- a
CREATE TABLE customer (id integer PRIMARY KEY, email text UNIQUE);
CREATE TABLE purchase (id integer PRIMARY KEY, customer_id integer REFERENCES customer, email text);
-- rows
INSERT INTO customer VALUES (1, 'a@b.example');
INSERT INTO purchase VALUES (1, 1, 'a@b.example');
-- b
CREATE TABLE customer (id integer PRIMARY KEY, email text UNIQUE);
CREATE TABLE purchase (id integer PRIMARY KEY, customer_id integer, email text CONSTRAINT purchase_email REFERENCES customer (email));
-- check
SELECT email || customer_id FROM purchase => a@b.example1
