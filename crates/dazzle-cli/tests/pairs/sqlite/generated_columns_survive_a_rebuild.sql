-- Another column of the table changes.
-- a
CREATE TABLE line (id INTEGER PRIMARY KEY, quantity VARCHAR(5), more INTEGER AS (quantity + 1), most INTEGER AS (quantity + 2) STORED);
-- rows
INSERT INTO line (id, quantity) VALUES (1, 4);
-- b
CREATE TABLE line (id INTEGER PRIMARY KEY, quantity INTEGER NOT NULL, more INTEGER AS (quantity + 1), most INTEGER AS (quantity + 2) STORED);
-- check
SELECT quantity || ',' || more || ',' || most FROM line => 4,5,6
