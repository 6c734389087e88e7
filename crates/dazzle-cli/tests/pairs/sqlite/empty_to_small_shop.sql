-- a
-- b
CREATE TABLE customer (id UUID NOT NULL PRIMARY KEY, email TEXT NOT NULL UNIQUE, joined DATE NOT NULL DEFAULT CURRENT_DATE);
CREATE TABLE product (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, price NUMERIC(10, 2) NOT NULL CHECK (price >= 0));
CREATE TABLE purchase (id INTEGER PRIMARY KEY, customer_id UUID NOT NULL REFERENCES customer (id) ON DELETE RESTRICT, placed_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE line (purchase_id INTEGER REFERENCES purchase (id) ON DELETE CASCADE, product_id INTEGER REFERENCES product (id), quantity INTEGER NOT NULL DEFAULT 1 CHECK (quantity > 0), PRIMARY KEY (purchase_id, product_id)) WITHOUT ROWID;
CREATE INDEX line_product ON line (product_id);
CREATE VIEW purchase_total AS SELECT l.purchase_id, sum(l.quantity * p.price) AS total FROM line l JOIN product p ON p.id = l.product_id GROUP BY l.purchase_id;
CREATE TRIGGER no_change BEFORE UPDATE OF price ON product WHEN NEW.price < OLD.price / 2 BEGIN SELECT RAISE(ABORT, 'too cheap'); END;
