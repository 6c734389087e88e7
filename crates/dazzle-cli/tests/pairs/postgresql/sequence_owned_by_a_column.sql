-- a
CREATE SEQUENCE numbers;
CREATE TABLE invoice (id integer DEFAULT nextval('numbers') PRIMARY KEY);
-- rows
INSERT INTO invoice VALUES (DEFAULT), (DEFAULT);
-- b
CREATE SEQUENCE numbers;
CREATE TABLE invoice (id integer DEFAULT nextval('numbers') PRIMARY KEY);
ALTER SEQUENCE numbers OWNED BY invoice.id;
-- check
SELECT nextval('numbers')::text => 3
