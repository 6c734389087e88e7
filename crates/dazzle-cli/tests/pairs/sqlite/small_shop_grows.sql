-- a
CREATE TABLE customer (id INTEGER PRIMARY KEY, email VARCHAR(60) NOT NULL, name VARCHAR(40), fax TEXT);
CREATE TABLE purchase (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer (id), placed TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, state VARCHAR(10) DEFAULT 'new');
CREATE TABLE line (id INTEGER PRIMARY KEY, purchase_id INTEGER REFERENCES purchase (id), sku TEXT, price NUMERIC(8, 2), quantity INTEGER);
CREATE TABLE old_log (id INTEGER PRIMARY KEY, what TEXT);
CREATE INDEX customer_fax ON customer (fax);
CREATE VIEW open_purchase AS SELECT id, customer_id FROM purchase WHERE state = 'new';
-- rows
INSERT INTO customer (email, name, fax) VALUES ('a@b.example', 'Ada', '123'), ('g@h.example', 'Grace', NULL);
INSERT INTO purchase (customer_id, placed) VALUES (1, '2026-01-01 10:00:00'), (2, '2026-01-02 11:00:00');
INSERT INTO line (purchase_id, sku, price, quantity) VALUES (1, 'x', 1.5, 2), (1, 'y', 2, 1), (2, 'x', 1.5, 4);
-- b
CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, name VARCHAR(200) NOT NULL, phone TEXT, CHECK (email LIKE '%@%'));
CREATE TABLE purchase (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE, placed TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, state TEXT NOT NULL DEFAULT 'open');
CREATE TABLE line (id INTEGER PRIMARY KEY, purchase_id INTEGER NOT NULL REFERENCES purchase (id) ON DELETE CASCADE, sku TEXT NOT NULL, price NUMERIC(12, 2) NOT NULL, quantity INTEGER NOT NULL DEFAULT 1, total NUMERIC(14, 2) GENERATED ALWAYS AS (price * quantity) STORED, UNIQUE (purchase_id, sku));
CREATE TABLE shipment (id INTEGER PRIMARY KEY AUTOINCREMENT, purchase_id INTEGER NOT NULL UNIQUE REFERENCES purchase (id), sent_at TIMESTAMP);
CREATE INDEX purchase_placed ON purchase (placed DESC) WHERE state <> 'closed';
CREATE INDEX customer_email_lower ON customer (lower(email));
CREATE VIEW open_purchase AS SELECT id, customer_id, placed FROM purchase WHERE state = 'open';
CREATE TRIGGER shipped AFTER INSERT ON shipment BEGIN UPDATE purchase SET state = 'sent' WHERE id = NEW.purchase_id; END;
-- check
SELECT CAST(sum(total) AS TEXT) FROM line => 11
SELECT group_concat(name || email) FROM customer => Adaa@b.example,Graceg@h.example
SELECT group_concat(state || placed) FROM purchase => new2026-01-01 10:00:00,new2026-01-02 11:00:00
