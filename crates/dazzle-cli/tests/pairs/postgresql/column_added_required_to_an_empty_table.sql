-- No row asks for a value.
-- a
CREATE TABLE task (id integer PRIMARY KEY);
-- b
CREATE TABLE task (id integer PRIMARY KEY, title text NOT NULL, owner uuid NOT NULL);
