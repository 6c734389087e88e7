-- a
CREATE TABLE one (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE two (id INTEGER PRIMARY KEY, name TEXT, data ANY) STRICT;
-- rows
INSERT INTO one VALUES (1, 'x');
INSERT INTO two VALUES (2, 'y', 3);
-- b
CREATE TABLE one (id INTEGER PRIMARY KEY, name TEXT) STRICT;
CREATE TABLE two (id INTEGER PRIMARY KEY, name TEXT, data ANY);
-- check
SELECT (SELECT id || name FROM one) || (SELECT id || name || data FROM two) => 1x2y3
