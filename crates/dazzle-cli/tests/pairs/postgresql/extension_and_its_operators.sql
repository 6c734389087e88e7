-- An index with operators of an extension, and an extension that goes.
-- a
CREATE EXTENSION hstore;
CREATE TABLE doc (id integer PRIMARY KEY, title text);
-- b
CREATE EXTENSION pg_trgm;
CREATE TABLE doc (id integer PRIMARY KEY, title text);
CREATE INDEX doc_title ON doc USING gin (title gin_trgm_ops);
