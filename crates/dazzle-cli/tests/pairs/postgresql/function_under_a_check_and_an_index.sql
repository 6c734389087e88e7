-- What leans on a function comes after it.
-- a
CREATE TABLE task (id integer PRIMARY KEY, title text);
-- rows
INSERT INTO task VALUES (1, 'abc');
-- b
CREATE FUNCTION is_tidy(word text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT word = lower(word) $$;
CREATE TABLE task (id integer PRIMARY KEY, title text CONSTRAINT tidy CHECK (is_tidy(title)));
CREATE INDEX task_tidy ON task (is_tidy(title));
-- check
SELECT title FROM task => abc
