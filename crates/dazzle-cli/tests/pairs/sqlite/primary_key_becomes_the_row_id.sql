-- `INT PRIMARY KEY` is an ordinary key; `INTEGER PRIMARY KEY` is the row's own number.
-- a
CREATE TABLE one (id INT PRIMARY KEY, name TEXT);
CREATE TABLE two (id INTEGER PRIMARY KEY, name TEXT);
-- rows
INSERT INTO one VALUES (10, 'a');
INSERT INTO two VALUES (20, 'b');
-- b
CREATE TABLE one (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE two (id INT PRIMARY KEY, name TEXT);
-- check
SELECT (SELECT id || rowid FROM one) || (SELECT id FROM two) => 101020
