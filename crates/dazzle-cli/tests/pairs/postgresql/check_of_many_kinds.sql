-- Expressions that the server writes in its own way.
-- a
CREATE TABLE measure (id integer PRIMARY KEY, value integer, kind varchar(8), at timestamptz, tags text[], body jsonb);
-- b
CREATE TABLE measure (
    id integer PRIMARY KEY,
    value integer,
    kind varchar(8),
    at timestamptz,
    tags text[],
    body jsonb,
    CONSTRAINT c_between CHECK (value BETWEEN 1 AND 10),
    CONSTRAINT c_in CHECK (kind IN ('a', 'b')),
    CONSTRAINT c_not_in CHECK (value NOT IN (3, 4)),
    CONSTRAINT c_case CHECK (CASE WHEN kind = 'a' THEN value > 1 ELSE value IS NULL END),
    CONSTRAINT c_coalesce CHECK (coalesce(value, 0) <> 5),
    CONSTRAINT c_at CHECK (at > '2020-01-01 00:00:00+00'),
    CONSTRAINT c_any CHECK ('x' = ANY (tags)),
    CONSTRAINT c_json CHECK (body ? 'k' AND body ->> 'k' <> ''),
    CONSTRAINT c_like CHECK (kind LIKE 'a%' OR kind ILIKE '%B'),
    CONSTRAINT c_cast CHECK (value::text <> '7'),
    CONSTRAINT c_extract CHECK (extract(year FROM at) > 2000),
    CONSTRAINT c_null CHECK (kind IS DISTINCT FROM 'z')
);
