-- a
CREATE TABLE account (id INTEGER PRIMARY KEY, email TEXT, login TEXT UNIQUE, tenant INTEGER, code TEXT);
-- rows
INSERT INTO account VALUES (1, 'a', 'b', 1, 'c'), (2, 'A', 'B', 1, 'd');
-- b
CREATE TABLE account (id INTEGER PRIMARY KEY, email TEXT UNIQUE, login TEXT, tenant INTEGER, code TEXT, CONSTRAINT account_code UNIQUE (tenant, code));
-- check
SELECT group_concat(email || login) FROM account => ab,AB
