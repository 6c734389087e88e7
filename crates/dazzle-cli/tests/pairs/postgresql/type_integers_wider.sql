-- Both ends of a foreign key change together.
-- a
CREATE TABLE customer (id integer PRIMARY KEY, points smallint DEFAULT 5);
CREATE TABLE purchase (id integer PRIMARY KEY, customer_id integer NOT NULL REFERENCES customer ON DELETE CASCADE);
-- rows
INSERT INTO customer VALUES (1, 3);
INSERT INTO purchase VALUES (10, 1);
-- b
CREATE TABLE customer (id bigint PRIMARY KEY, points integer DEFAULT 5);
CREATE TABLE purchase (id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customer ON DELETE CASCADE);
-- check
SELECT id + customer_id || '/' || points FROM purchase, (SELECT points FROM customer) c => 11/3
