-- a
CREATE TABLE person (id integer PRIMARY KEY, name varchar(200), memo text);
-- rows
INSERT INTO person VALUES (1, 'Ada', 'short');
-- b
CREATE TABLE person (id integer PRIMARY KEY, name varchar(20), memo varchar(50));
-- check
SELECT name || memo FROM person => Adashort
