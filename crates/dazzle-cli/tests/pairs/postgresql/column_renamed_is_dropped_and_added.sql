-- Without a hint, another name is another column.
-- a
CREATE TABLE note (id integer PRIMARY KEY, titel text, body text);
-- rows
INSERT INTO note VALUES (1, 't', 'kept');
-- b
CREATE TABLE note (id integer PRIMARY KEY, title text, body text);
-- check
SELECT body || coalesce(title, '-') FROM note => kept-
