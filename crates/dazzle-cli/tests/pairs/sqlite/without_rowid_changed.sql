-- Columns come and go in such a table.
-- a
CREATE TABLE pair (a TEXT, b TEXT, note TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE INDEX pair_note ON pair (note);
-- rows
INSERT INTO pair VALUES ('a', 'b', 'n');
-- b
CREATE TABLE pair (a TEXT, b TEXT, note TEXT NOT NULL, more INTEGER DEFAULT 1, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE INDEX pair_note ON pair (note);
-- check
SELECT a || b || note || more FROM pair => abn1
