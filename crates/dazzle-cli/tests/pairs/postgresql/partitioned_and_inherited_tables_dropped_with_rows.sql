-- What the model does not hold is counted before anything of it goes.
-- stops: table `p1` is dropped with all its rows
-- a
CREATE TABLE p (id integer, at date) PARTITION BY RANGE (at);
CREATE TABLE p1 PARTITION OF p DEFAULT;
CREATE TABLE parent (id integer);
CREATE TABLE child (more integer) INHERITS (parent);
-- rows
INSERT INTO p VALUES (1, '2025-01-01');
-- b
CREATE TABLE other (id integer PRIMARY KEY);
