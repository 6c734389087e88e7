-- a
CREATE EXTENSION btree_gist;
CREATE TABLE booking (id integer PRIMARY KEY, room integer, during tsrange, CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&));
-- rows
INSERT INTO booking VALUES (1, 1, '[2026-01-01,2026-01-02)');
-- b
CREATE EXTENSION btree_gist;
CREATE TABLE booking (id integer PRIMARY KEY, room integer, during tsrange, cancelled boolean DEFAULT false NOT NULL,
    CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (NOT cancelled) DEFERRABLE);
-- check
SELECT room::text FROM booking => 1
