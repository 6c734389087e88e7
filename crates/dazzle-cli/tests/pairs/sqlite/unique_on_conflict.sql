-- What happens on a conflict is part of the table.
-- a
CREATE TABLE account (id INTEGER PRIMARY KEY, email TEXT UNIQUE, code TEXT UNIQUE ON CONFLICT REPLACE);
-- rows
INSERT INTO account VALUES (1, 'e', 'c');
-- b
CREATE TABLE account (id INTEGER PRIMARY KEY, email TEXT UNIQUE ON CONFLICT IGNORE, code TEXT UNIQUE);
-- check
SELECT email || code FROM account => ec
