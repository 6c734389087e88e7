-- Every action on delete and on update changes into another one.
-- a
CREATE TABLE customer (id integer PRIMARY KEY);
CREATE TABLE purchase (
    id integer PRIMARY KEY,
    one integer REFERENCES customer,
    two integer REFERENCES customer ON DELETE CASCADE,
    three integer REFERENCES customer ON DELETE SET NULL ON UPDATE CASCADE,
    four integer DEFAULT 1 REFERENCES customer ON DELETE SET DEFAULT,
    five integer REFERENCES customer ON DELETE RESTRICT ON UPDATE RESTRICT,
    six integer REFERENCES customer ON UPDATE SET NULL
);
-- rows
INSERT INTO customer VALUES (1);
INSERT INTO purchase VALUES (1, 1, 1, 1, 1, 1, 1);
-- b
CREATE TABLE customer (id integer PRIMARY KEY);
CREATE TABLE purchase (
    id integer PRIMARY KEY,
    one integer REFERENCES customer ON DELETE CASCADE,
    two integer REFERENCES customer ON DELETE SET NULL,
    three integer REFERENCES customer ON DELETE SET DEFAULT ON UPDATE SET DEFAULT,
    four integer DEFAULT 1 REFERENCES customer ON DELETE RESTRICT,
    five integer REFERENCES customer ON UPDATE CASCADE,
    six integer REFERENCES customer
);
-- check
SELECT (one + two + three + four + five + six)::text FROM purchase => 6
