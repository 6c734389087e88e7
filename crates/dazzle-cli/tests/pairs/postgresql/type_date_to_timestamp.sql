-- a
CREATE TABLE event (id integer PRIMARY KEY, happened date);
-- rows
INSERT INTO event VALUES (1, '2026-02-03');
-- b
CREATE TABLE event (id integer PRIMARY KEY, happened timestamp);
-- check
SELECT happened::text FROM event => 2026-02-03 00:00:00
