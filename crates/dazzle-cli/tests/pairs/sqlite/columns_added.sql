-- a
CREATE TABLE device (id INTEGER PRIMARY KEY);
-- rows
INSERT INTO device VALUES (1), (2);
-- b
CREATE TABLE device (
    id INTEGER PRIMARY KEY,
    label VARCHAR(80),
    price NUMERIC(10, 2),
    weight REAL,
    whole INTEGER,
    large BIGINT,
    is_on BOOLEAN,
    made_on DATE,
    checked_at TIMESTAMP,
    seen_at DATETIME,
    payload BLOB,
    settings JSON,
    owner_id UUID,
    words TEXT,
    ratio DOUBLE PRECISION,
    fixed DECIMAL(8),
    anything
);
-- check
SELECT CAST(count(*) AS TEXT) FROM device WHERE anything IS NULL => 2
