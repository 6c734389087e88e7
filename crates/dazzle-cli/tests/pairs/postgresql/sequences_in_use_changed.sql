-- Sequences that columns use and that a column owns get other options, and stand where they stood.
-- a
CREATE SEQUENCE free_one INCREMENT BY 1;
CREATE SEQUENCE owned AS integer START WITH 5;
CREATE TABLE t (id integer PRIMARY KEY, n bigint DEFAULT nextval('free_one'), m bigint DEFAULT nextval('owned') + 1);
ALTER SEQUENCE owned OWNED BY t.m;
-- rows
INSERT INTO t (id) VALUES (1), (2);
-- b
CREATE SEQUENCE free_one INCREMENT BY 10 MAXVALUE 100000 CACHE 3 CYCLE;
CREATE SEQUENCE owned AS bigint START WITH 7;
CREATE TABLE t (id integer PRIMARY KEY, n bigint DEFAULT nextval('free_one'), m bigint DEFAULT nextval('owned') + 1);
ALTER SEQUENCE owned OWNED BY t.m;
-- check
SELECT nextval('free_one') => 12
SELECT nextval('owned') => 7
