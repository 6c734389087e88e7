-- a
CREATE TABLE city (id integer PRIMARY KEY, name text);
-- rows
INSERT INTO city VALUES (1, 'Oslo');
-- b
CREATE TABLE city (id integer PRIMARY KEY, name text);
CREATE TABLE capital (country text) INHERITS (city);
-- check
SELECT name FROM city => Oslo
