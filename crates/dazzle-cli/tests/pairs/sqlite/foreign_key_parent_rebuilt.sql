-- The table that others refer to is rebuilt; no cascade may run meanwhile.
-- a
CREATE TABLE customer (id INTEGER PRIMARY KEY, name VARCHAR(10));
CREATE TABLE purchase (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customer (id) ON DELETE CASCADE);
-- rows
INSERT INTO customer VALUES (1, 'Ada');
INSERT INTO purchase VALUES (5, 1), (6, 1);
-- b
CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE purchase (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customer (id) ON DELETE CASCADE);
-- check
SELECT CAST(count(*) AS TEXT) FROM purchase WHERE customer_id = 1 => 2
