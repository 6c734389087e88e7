-- a
CREATE TABLE customer (id UUID NOT NULL PRIMARY KEY, email TEXT NOT NULL UNIQUE);
CREATE TABLE product (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL);
CREATE TABLE line (customer_id UUID REFERENCES customer (id), product_id INTEGER REFERENCES product (id), PRIMARY KEY (customer_id, product_id)) WITHOUT ROWID;
CREATE INDEX line_product ON line (product_id);
CREATE VIEW lines AS SELECT product_id, count(*) AS n FROM line GROUP BY product_id;
CREATE TRIGGER watch AFTER INSERT ON line BEGIN UPDATE product SET name = name WHERE id = NEW.product_id; END;
-- rows
INSERT INTO customer VALUES ('c', 'e');
INSERT INTO product (name) VALUES ('p');
INSERT INTO line VALUES ('c', 1);
-- b
