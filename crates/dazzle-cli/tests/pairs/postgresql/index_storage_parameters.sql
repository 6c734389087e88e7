-- a
CREATE TABLE doc (id integer PRIMARY KEY, title text, words tsvector);
CREATE INDEX doc_title ON doc (title);
CREATE INDEX doc_words ON doc USING gin (words) WITH (fastupdate = off);
-- b
CREATE TABLE doc (id integer PRIMARY KEY, title text, words tsvector);
CREATE INDEX doc_title ON doc (title) WITH (fillfactor = 70);
CREATE INDEX doc_words ON doc USING gin (words);
