-- a
CREATE TABLE setting (id integer PRIMARY KEY, code integer DEFAULT 7, is_on boolean);
-- rows
INSERT INTO setting VALUES (1, 42, true);
-- b
CREATE TABLE setting (id integer PRIMARY KEY, code text DEFAULT '7', is_on text);
-- check
SELECT code || ' ' || is_on FROM setting => 42 true
