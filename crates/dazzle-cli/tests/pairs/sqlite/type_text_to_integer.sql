-- Values that are numbers are kept as numbers.
-- a
CREATE TABLE setting (id INTEGER PRIMARY KEY, amount TEXT NOT NULL DEFAULT '7');
-- rows
INSERT INTO setting VALUES (1, '42');
-- b
CREATE TABLE setting (id INTEGER PRIMARY KEY, amount INTEGER NOT NULL DEFAULT 7);
-- check
SELECT amount || typeof(amount) FROM setting => 42integer
