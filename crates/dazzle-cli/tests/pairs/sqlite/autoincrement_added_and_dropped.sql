-- A number that was given is never given again.
-- a
CREATE TABLE one (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE two (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT);
CREATE TABLE three (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT);
-- rows
INSERT INTO one VALUES (10, 'a');
INSERT INTO two VALUES (20, 'b');
INSERT INTO three VALUES (30, 'c'), (31, 'd');
DELETE FROM three WHERE id = 31;
-- b
CREATE TABLE one (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT);
CREATE TABLE two (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE three (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL);
-- check
SELECT CAST(seq AS TEXT) FROM sqlite_sequence WHERE name = 'one' => 10
SELECT CAST(seq AS TEXT) FROM sqlite_sequence WHERE name = 'three' => 31
