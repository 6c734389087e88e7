-- a
CREATE TABLE account (id integer PRIMARY KEY, email text);
-- rows
INSERT INTO account VALUES (1, 'A@b.example');
-- b
CREATE EXTENSION citext;
CREATE TABLE account (id integer PRIMARY KEY, email citext);
CREATE UNIQUE INDEX account_email ON account (email);
-- check
SELECT id::text FROM account WHERE email = 'a@B.example' => 1
