-- a
CREATE TABLE setting (id INTEGER PRIMARY KEY, code INTEGER DEFAULT 7);
-- rows
INSERT INTO setting VALUES (1, 42);
-- b
CREATE TABLE setting (id INTEGER PRIMARY KEY, code TEXT DEFAULT '7');
-- check
SELECT code || typeof(code) FROM setting => 42text
