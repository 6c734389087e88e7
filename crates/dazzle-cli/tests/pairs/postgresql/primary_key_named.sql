-- Only the name of the constraint differs.
-- a
CREATE TABLE country (code char(2) PRIMARY KEY);
-- rows
INSERT INTO country VALUES ('NO');
-- b
CREATE TABLE country (code char(2) CONSTRAINT "the key" PRIMARY KEY);
-- check
SELECT code FROM country => NO
