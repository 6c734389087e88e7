-- a
CREATE TABLE account (id integer PRIMARY KEY, email text, login text UNIQUE, tenant integer, code text);
-- rows
INSERT INTO account VALUES (1, 'a', 'b', 1, 'c'), (2, 'A', 'B', 1, 'd');
-- b
CREATE TABLE account (id integer PRIMARY KEY, email text UNIQUE, login text, tenant integer, code text, CONSTRAINT account_code UNIQUE (tenant, code));
-- check
SELECT string_agg(email || login, ',' ORDER BY id) FROM account => ab,AB
