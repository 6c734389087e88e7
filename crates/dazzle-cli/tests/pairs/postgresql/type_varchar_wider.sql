-- a
CREATE TABLE person (id integer PRIMARY KEY, name varchar(20) NOT NULL, code varchar(4));
CREATE INDEX person_name ON person (name);
-- rows
INSERT INTO person VALUES (1, 'Ada', 'abcd');
-- b
CREATE TABLE person (id integer PRIMARY KEY, name varchar(200) NOT NULL, code varchar);
CREATE INDEX person_name ON person (name);
-- check
SELECT name || code FROM person => Adaabcd
