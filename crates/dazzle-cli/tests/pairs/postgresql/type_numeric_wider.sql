-- a
CREATE TABLE item (id integer PRIMARY KEY, price numeric(8, 2) DEFAULT 0.00 NOT NULL, count integer, share numeric(5, 4));
-- rows
INSERT INTO item VALUES (1, 12.50, 3, 0.1234);
-- b
CREATE TABLE item (id integer PRIMARY KEY, price numeric(14, 4) DEFAULT 0.00 NOT NULL, count numeric(12, 0), share numeric);
-- check
SELECT price || ' ' || count || ' ' || share FROM item => 12.5000 3 0.1234
