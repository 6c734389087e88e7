-- a
CREATE TABLE sample (id INTEGER PRIMARY KEY, reading INTEGER);
-- rows
INSERT INTO sample VALUES (1, 3);
-- b
CREATE TABLE sample (id INTEGER PRIMARY KEY, reading REAL);
-- check
SELECT reading || typeof(reading) FROM sample => 3.0real
