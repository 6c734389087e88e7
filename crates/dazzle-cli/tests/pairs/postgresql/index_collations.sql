-- a
CREATE TABLE person (id integer PRIMARY KEY, name text);
CREATE INDEX person_name ON person (name);
-- b
CREATE TABLE person (id integer PRIMARY KEY, name text);
CREATE INDEX person_name ON person (name COLLATE "C");
CREATE INDEX person_lower ON person (lower(name) COLLATE "POSIX" text_pattern_ops DESC);
