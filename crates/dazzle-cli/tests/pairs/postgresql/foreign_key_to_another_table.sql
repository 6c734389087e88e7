-- The constraint keeps its name and points elsewhere.
-- a
CREATE TABLE person (id integer PRIMARY KEY);
CREATE TABLE company (id integer PRIMARY KEY);
CREATE TABLE invoice (id integer PRIMARY KEY, payer_id integer CONSTRAINT invoice_payer REFERENCES person);
-- rows
INSERT INTO person VALUES (1);
INSERT INTO company VALUES (1);
INSERT INTO invoice VALUES (4, 1);
-- b
CREATE TABLE person (id integer PRIMARY KEY);
CREATE TABLE company (id integer PRIMARY KEY);
CREATE TABLE invoice (id integer PRIMARY KEY, payer_id integer CONSTRAINT invoice_payer REFERENCES company);
-- check
SELECT payer_id::text FROM invoice => 1
