-- a
CREATE TABLE one (code TEXT NOT NULL PRIMARY KEY, name TEXT);
CREATE TABLE two (code TEXT NOT NULL PRIMARY KEY, name TEXT) WITHOUT ROWID;
-- rows
INSERT INTO one VALUES ('a', 'x');
INSERT INTO two VALUES ('b', 'y');
-- b
CREATE TABLE one (code TEXT NOT NULL PRIMARY KEY, name TEXT) WITHOUT ROWID;
CREATE TABLE two (code TEXT NOT NULL PRIMARY KEY, name TEXT);
-- check
SELECT (SELECT code || name FROM one) || (SELECT code || name FROM two) => axby
