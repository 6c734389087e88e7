-- a
CREATE UNLOGGED TABLE cache (id integer PRIMARY KEY);
CREATE TABLE queue (id integer PRIMARY KEY);
-- rows
INSERT INTO cache VALUES (1);
-- b
CREATE TABLE cache (id integer PRIMARY KEY);
CREATE TABLE queue (id integer PRIMARY KEY) WITH (fillfactor = 70, autovacuum_enabled = false);
-- check
SELECT id::text FROM cache => 1
