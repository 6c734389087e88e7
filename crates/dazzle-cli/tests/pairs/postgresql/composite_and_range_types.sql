-- a
CREATE TABLE place (id integer PRIMARY KEY);
-- b
CREATE TYPE address AS (street text, number integer);
CREATE TYPE float_range AS RANGE (subtype = double precision);
CREATE TABLE place (id integer PRIMARY KEY, at address, heights float_range, past address[]);
