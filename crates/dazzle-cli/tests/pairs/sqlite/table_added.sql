-- a
CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
-- rows
INSERT INTO customer VALUES (1, 'Ada'), (2, 'Grace');
-- b
CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE purchase (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    reference VARCHAR(20) NOT NULL UNIQUE,
    total NUMERIC(12, 2) NOT NULL DEFAULT 0 CHECK (total >= 0)
);
CREATE INDEX purchase_total ON purchase (total DESC);
-- check
SELECT group_concat(name) FROM customer => Ada,Grace
