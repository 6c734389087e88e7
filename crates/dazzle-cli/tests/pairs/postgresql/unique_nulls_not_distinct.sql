-- from 15
-- a
CREATE TABLE account (id integer PRIMARY KEY, email text CONSTRAINT account_email UNIQUE, phone text);
CREATE UNIQUE INDEX account_phone ON account (phone) NULLS NOT DISTINCT;
-- b
CREATE TABLE account (id integer PRIMARY KEY, email text CONSTRAINT account_email UNIQUE NULLS NOT DISTINCT, phone text);
CREATE UNIQUE INDEX account_phone ON account (phone);
