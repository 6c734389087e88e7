-- Everything goes.
-- a
CREATE TYPE currency AS ENUM ('NOK', 'EUR');
CREATE TABLE customer (id uuid DEFAULT gen_random_uuid() PRIMARY KEY, email text NOT NULL UNIQUE);
CREATE TABLE product (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, currency currency DEFAULT 'NOK' NOT NULL);
CREATE TABLE purchase (id bigserial PRIMARY KEY, customer_id uuid NOT NULL REFERENCES customer ON DELETE RESTRICT);
CREATE TABLE line (purchase_id bigint REFERENCES purchase ON DELETE CASCADE, product_id bigint REFERENCES product, PRIMARY KEY (purchase_id, product_id));
CREATE VIEW lines AS SELECT purchase_id, count(*) AS n FROM line GROUP BY purchase_id;
CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER watch AFTER INSERT ON line FOR EACH ROW EXECUTE FUNCTION nothing();
CREATE SEQUENCE numbers;
-- b
