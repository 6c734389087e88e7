-- a
CREATE TABLE sample (id integer PRIMARY KEY, reading real DEFAULT 0.5, whole integer);
-- rows
INSERT INTO sample VALUES (1, 1.5, 3);
-- b
CREATE TABLE sample (id integer PRIMARY KEY, reading double precision DEFAULT 0.5, whole double precision);
-- check
SELECT reading || ' ' || whole FROM sample => 1.5 3
