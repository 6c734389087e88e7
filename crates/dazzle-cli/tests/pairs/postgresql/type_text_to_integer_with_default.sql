-- The default has to change with the type.
-- a
CREATE TABLE setting (id integer PRIMARY KEY, amount text DEFAULT '7' NOT NULL);
-- rows
INSERT INTO setting VALUES (1, '42');
-- b
CREATE TABLE setting (id integer PRIMARY KEY, amount integer DEFAULT 7 NOT NULL);
-- check
SELECT (amount + 1)::text FROM setting => 43
