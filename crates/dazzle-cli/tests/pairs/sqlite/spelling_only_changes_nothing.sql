-- Equal databases, written in two ways.
-- a
CREATE TABLE customer (id INTEGER PRIMARY KEY, name VARCHAR(20) NOT NULL DEFAULT 'x', total NUMERIC(8, 2) NULL);
CREATE INDEX customer_name ON customer (name);
-- b
create table "customer" (
    "id" integer primary key, -- the number
    [name] varchar ( 20 ) default 'x' not null,
    `total` numeric(8,2)
);
create index "customer_name" on "customer" ( "name" asc );
