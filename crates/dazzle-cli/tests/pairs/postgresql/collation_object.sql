-- a
CREATE TABLE person (id integer PRIMARY KEY, name text);
-- b
CREATE COLLATION ignoring_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE TABLE person (id integer PRIMARY KEY, name text COLLATE ignoring_case);
