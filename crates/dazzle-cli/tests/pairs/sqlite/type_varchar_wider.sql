-- a
CREATE TABLE person (id INTEGER PRIMARY KEY, name VARCHAR(20) NOT NULL, code VARCHAR(4));
CREATE INDEX person_name ON person (name);
-- rows
INSERT INTO person VALUES (1, 'Ada', 'abcd');
-- b
CREATE TABLE person (id INTEGER PRIMARY KEY, name VARCHAR(200) NOT NULL, code TEXT);
CREATE INDEX person_name ON person (name);
-- check
SELECT name || code FROM person => Adaabcd
