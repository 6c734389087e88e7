-- a
CREATE TABLE doc (id integer PRIMARY KEY, title text, code varchar(20), body jsonb);
CREATE INDEX doc_title ON doc (title);
CREATE INDEX doc_body ON doc USING gin (body);
-- b
CREATE TABLE doc (id integer PRIMARY KEY, title text, code varchar(20), body jsonb);
CREATE INDEX doc_title ON doc (title text_pattern_ops);
CREATE INDEX doc_body ON doc USING gin (body jsonb_path_ops);
CREATE INDEX doc_code ON doc (code varchar_pattern_ops DESC, lower(title) text_pattern_ops);
