-- a
CREATE TABLE account (id INTEGER PRIMARY KEY, email TEXT, phone TEXT, CONSTRAINT account_email UNIQUE (email));
CREATE UNIQUE INDEX account_phone ON account (phone);
-- rows
INSERT INTO account VALUES (1, 'e', 'p');
-- b
CREATE TABLE account (id INTEGER PRIMARY KEY, email TEXT, phone TEXT, CONSTRAINT account_phone UNIQUE (phone));
CREATE UNIQUE INDEX account_email ON account (email);
-- check
SELECT email || phone FROM account => ep
