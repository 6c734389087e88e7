-- Sequences of their own, one of which gives a default.
-- a
CREATE SEQUENCE old_numbers;
CREATE SEQUENCE numbers;
CREATE TABLE invoice (id integer PRIMARY KEY, number bigint);
-- b
CREATE SEQUENCE numbers AS integer START WITH 100 INCREMENT BY 5 MINVALUE 10 MAXVALUE 9000 CYCLE;
CREATE SEQUENCE invoice_numbers START WITH 1000;
CREATE TABLE invoice (id integer PRIMARY KEY, number bigint DEFAULT nextval('invoice_numbers'::regclass) NOT NULL);
