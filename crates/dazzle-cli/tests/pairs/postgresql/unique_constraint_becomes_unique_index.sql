-- What enforces it differs, though not what it enforces; both have the same name.
-- a
CREATE TABLE account (id integer PRIMARY KEY, email text CONSTRAINT account_email UNIQUE, phone text);
CREATE UNIQUE INDEX account_phone ON account (phone);
-- b
CREATE TABLE account (id integer PRIMARY KEY, email text, phone text CONSTRAINT account_phone UNIQUE);
CREATE UNIQUE INDEX account_email ON account (email);
