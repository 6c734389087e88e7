-- a
CREATE TABLE line (id INTEGER PRIMARY KEY, quantity INTEGER, more INTEGER AS (quantity + 1) STORED, less INTEGER AS (quantity - 1));
-- rows
INSERT INTO line (id, quantity) VALUES (1, 4);
-- b
CREATE TABLE line (id INTEGER PRIMARY KEY, quantity INTEGER, more INTEGER AS (quantity + 10) STORED, less INTEGER AS (quantity - 1) STORED);
-- check
SELECT quantity || ',' || more || ',' || less FROM line => 4,14,3
