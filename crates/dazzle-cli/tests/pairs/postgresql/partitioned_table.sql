-- A partitioned table with its parts, and one more part of another.
-- a
CREATE TABLE measure (at date NOT NULL, value integer) PARTITION BY RANGE (at);
CREATE TABLE measure_2025 PARTITION OF measure FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- rows
INSERT INTO measure VALUES ('2025-06-01', 7);
-- b
CREATE TABLE measure (at date NOT NULL, value integer) PARTITION BY RANGE (at);
CREATE TABLE measure_2025 PARTITION OF measure FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE measure_2026 PARTITION OF measure FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE region (code text NOT NULL, name text) PARTITION BY LIST (code);
CREATE TABLE region_north PARTITION OF region FOR VALUES IN ('no', 'se');
CREATE TABLE region_rest PARTITION OF region DEFAULT;
-- check
SELECT value::text FROM measure => 7
