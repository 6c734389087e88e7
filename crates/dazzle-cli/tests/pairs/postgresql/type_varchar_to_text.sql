-- a
CREATE TABLE person (id integer PRIMARY KEY, name varchar(20) DEFAULT 'nobody' NOT NULL);
CREATE UNIQUE INDEX person_name ON person (lower(name));
-- rows
INSERT INTO person VALUES (1, 'Ada');
-- b
CREATE TABLE person (id integer PRIMARY KEY, name text DEFAULT 'nobody' NOT NULL);
CREATE UNIQUE INDEX person_name ON person (lower(name));
-- check
SELECT name FROM person => Ada
