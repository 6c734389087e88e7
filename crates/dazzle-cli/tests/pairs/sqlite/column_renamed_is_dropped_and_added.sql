-- a
CREATE TABLE note (id INTEGER PRIMARY KEY, titel TEXT, body TEXT);
-- rows
INSERT INTO note VALUES (1, 't', 'kept');
-- b
CREATE TABLE note (id INTEGER PRIMARY KEY, title TEXT, body TEXT);
-- check
SELECT body || coalesce(title, '-') FROM note => kept-
