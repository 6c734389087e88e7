-- Tables that have no column, before and after.
-- a
CREATE TABLE marker ();
CREATE TABLE other (id integer);
-- b
CREATE TABLE marker (id integer);
CREATE TABLE other ();
CREATE TABLE more ();
