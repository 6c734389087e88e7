-- a
CREATE TABLE person (id integer PRIMARY KEY, email text, name text, born date);
CREATE INDEX person_email ON person (email);
CREATE INDEX person_name ON person (name) INCLUDE (email);
-- b
CREATE TABLE person (id integer PRIMARY KEY, email text, name text, born date);
CREATE INDEX person_email ON person (email) INCLUDE (name, born);
CREATE INDEX person_name ON person (name);
