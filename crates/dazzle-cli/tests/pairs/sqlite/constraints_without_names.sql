-- Keys and uniques that have no name, of one column and of two.
-- a
CREATE TABLE parent (a INTEGER, b INTEGER, c INTEGER UNIQUE, UNIQUE (a, b));
CREATE TABLE child (a INTEGER, b INTEGER, c INTEGER REFERENCES parent (c), PRIMARY KEY (a));
-- b
CREATE TABLE parent (a INTEGER, b INTEGER, c INTEGER UNIQUE, UNIQUE (b, a));
CREATE TABLE child (a INTEGER, b INTEGER, c INTEGER, PRIMARY KEY (a), FOREIGN KEY (b, a) REFERENCES parent (b, a), UNIQUE (c));
