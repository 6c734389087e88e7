-- Everything is new.
-- a
-- b
CREATE TYPE currency AS ENUM ('NOK', 'EUR');
CREATE TABLE customer (id uuid DEFAULT gen_random_uuid() PRIMARY KEY, email text NOT NULL UNIQUE, joined date DEFAULT CURRENT_DATE NOT NULL);
CREATE TABLE product (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, price numeric(10, 2) NOT NULL CHECK (price >= 0), currency currency DEFAULT 'NOK' NOT NULL);
CREATE TABLE purchase (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id uuid NOT NULL REFERENCES customer ON DELETE RESTRICT, placed_at timestamptz DEFAULT now() NOT NULL);
CREATE TABLE line (purchase_id bigint REFERENCES purchase ON DELETE CASCADE, product_id bigint REFERENCES product, quantity integer DEFAULT 1 NOT NULL CHECK (quantity > 0), PRIMARY KEY (purchase_id, product_id));
CREATE INDEX line_product ON line (product_id);
CREATE VIEW purchase_total AS SELECT l.purchase_id, sum(l.quantity * p.price) AS total FROM line l JOIN product p ON p.id = l.product_id GROUP BY l.purchase_id;
