-- a
CREATE TABLE account (id integer PRIMARY KEY, place integer UNIQUE, other integer CONSTRAINT account_other UNIQUE DEFERRABLE INITIALLY DEFERRED);
-- b
CREATE TABLE account (id integer PRIMARY KEY, place integer UNIQUE DEFERRABLE INITIALLY DEFERRED, other integer CONSTRAINT account_other UNIQUE);
