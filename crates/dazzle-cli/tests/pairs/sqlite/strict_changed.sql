-- Columns come and go in such a table, which knows few types.
-- a
CREATE TABLE reading (id INTEGER PRIMARY KEY, value REAL, old INT, raw BLOB) STRICT, WITHOUT ROWID;
-- rows
INSERT INTO reading VALUES (1, 1.5, 2, x'00');
-- b
CREATE TABLE reading (id INTEGER PRIMARY KEY, value REAL NOT NULL, raw BLOB, note TEXT, extra ANY) STRICT, WITHOUT ROWID;
-- check
SELECT value || hex(raw) FROM reading => 1.500
