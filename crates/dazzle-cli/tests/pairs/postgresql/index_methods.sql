-- a
CREATE TABLE doc (id integer PRIMARY KEY, title text, words tsvector, place point, tags text[], at timestamptz, period tsrange);
CREATE INDEX doc_title ON doc (title);
CREATE INDEX doc_at ON doc (at);
-- b
CREATE TABLE doc (id integer PRIMARY KEY, title text, words tsvector, place point, tags text[], at timestamptz, period tsrange);
CREATE INDEX doc_title ON doc USING hash (title);
CREATE INDEX doc_at ON doc USING brin (at);
CREATE INDEX doc_words ON doc USING gin (words);
CREATE INDEX doc_tags ON doc USING gin (tags);
CREATE INDEX doc_place ON doc USING gist (place);
CREATE INDEX doc_period ON doc USING gist (period);
CREATE INDEX doc_place_sp ON doc USING spgist (place);
CREATE INDEX doc_search ON doc USING gin (to_tsvector('english', title));
