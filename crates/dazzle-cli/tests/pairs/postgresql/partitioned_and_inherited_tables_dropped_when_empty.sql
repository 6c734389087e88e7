-- What the model does not hold goes without a word where it has no rows.
-- with its stops
-- a
CREATE TABLE p (id integer, at date) PARTITION BY RANGE (at);
CREATE TABLE p1 PARTITION OF p DEFAULT;
CREATE TABLE parent (id integer);
CREATE TABLE child (more integer) INHERITS (parent);
-- b
CREATE TABLE other (id integer PRIMARY KEY);
