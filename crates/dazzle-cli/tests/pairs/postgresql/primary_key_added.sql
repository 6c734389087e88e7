-- a
CREATE TABLE country (code char(2), name text);
-- rows
INSERT INTO country VALUES ('NO', 'Norway');
-- b
CREATE TABLE country (code char(2) PRIMARY KEY, name text);
-- check
SELECT code || name FROM country => NONorway
