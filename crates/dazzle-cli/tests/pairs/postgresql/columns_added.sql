-- Nullable columns of many types.
-- a
CREATE TABLE device (id integer PRIMARY KEY);
-- rows
INSERT INTO device VALUES (1), (2);
-- b
CREATE TABLE device (
    id integer PRIMARY KEY,
    label character varying(80),
    serial_number char(12),
    price numeric(10, 2),
    weight double precision,
    ratio real,
    small smallint,
    large bigint,
    is_on boolean,
    made_on date,
    checked_at timestamp without time zone,
    seen_at timestamp with time zone,
    precise_at timestamptz(3),
    wakes_at time,
    zone_time timetz,
    lifetime interval,
    short_life interval day to second(2),
    payload bytea,
    settings jsonb,
    raw json,
    address inet,
    network cidr,
    hardware macaddr,
    flags bit(8),
    many_flags bit varying(16),
    place point,
    tags text[],
    grid integer[][],
    document xml,
    words tsvector,
    owner_id uuid,
    unlimited numeric,
    untyped character varying,
    valid daterange,
    cash money
);
-- check
SELECT count(*)::text FROM device WHERE tags IS NULL => 2
