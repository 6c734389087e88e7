-- a
CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, code TEXT COLLATE NOCASE, label TEXT COLLATE RTRIM);
-- rows
INSERT INTO person VALUES (1, 'a', 'b', 'c');
-- b
CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE, code TEXT, label TEXT COLLATE NOCASE);
-- check
SELECT name || code || label FROM person WHERE name = 'A' => abc
