-- a
CREATE TABLE country (code TEXT NOT NULL, name TEXT);
-- rows
INSERT INTO country VALUES ('NO', 'Norway');
-- b
CREATE TABLE country (code TEXT NOT NULL PRIMARY KEY, name TEXT);
-- check
SELECT code || name FROM country => NONorway
