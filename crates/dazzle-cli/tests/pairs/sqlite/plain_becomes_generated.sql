-- a
CREATE TABLE line (id INTEGER PRIMARY KEY, quantity INTEGER, more INTEGER DEFAULT 0);
-- rows
INSERT INTO line VALUES (1, 4, 77);
-- b
CREATE TABLE line (id INTEGER PRIMARY KEY, quantity INTEGER, more INTEGER GENERATED ALWAYS AS (quantity + 1) VIRTUAL);
-- check
SELECT quantity || ',' || more FROM line => 4,5
