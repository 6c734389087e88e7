-- a
CREATE TABLE customer (id integer PRIMARY KEY);
CREATE TABLE purchase (
    id integer PRIMARY KEY,
    one integer REFERENCES customer,
    two integer REFERENCES customer DEFERRABLE,
    three integer REFERENCES customer DEFERRABLE INITIALLY DEFERRED
);
-- b
CREATE TABLE customer (id integer PRIMARY KEY);
CREATE TABLE purchase (
    id integer PRIMARY KEY,
    one integer REFERENCES customer DEFERRABLE INITIALLY DEFERRED,
    two integer REFERENCES customer,
    three integer REFERENCES customer DEFERRABLE INITIALLY IMMEDIATE
);
