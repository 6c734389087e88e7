-- a
CREATE TABLE account (id integer PRIMARY KEY, email text, name text, CONSTRAINT account_email UNIQUE (email));
-- rows
INSERT INTO account VALUES (1, 'a', 'b');
-- b
CREATE TABLE account (id integer PRIMARY KEY, email text, name text, CONSTRAINT account_email UNIQUE (email) INCLUDE (name));
-- check
SELECT email || name FROM account => ab
