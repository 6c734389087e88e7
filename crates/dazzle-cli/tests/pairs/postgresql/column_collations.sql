-- a
CREATE TABLE person (id integer PRIMARY KEY, name text, code varchar(20) COLLATE "C", label text COLLATE "POSIX");
CREATE INDEX person_name ON person (name);
-- rows
INSERT INTO person VALUES (1, 'a', 'b', 'c');
-- b
CREATE TABLE person (id integer PRIMARY KEY, name text COLLATE "C", code varchar(20), label text COLLATE "C");
CREATE INDEX person_name ON person (name);
-- check
SELECT name || code || label FROM person => abc
