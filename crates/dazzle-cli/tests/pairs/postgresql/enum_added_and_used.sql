-- A column of text becomes an enum whose values the rows have.
-- a
CREATE TABLE task (id integer PRIMARY KEY, state text DEFAULT 'open' NOT NULL);
-- rows
INSERT INTO task VALUES (1, 'open'), (2, 'done');
-- b
CREATE TYPE task_state AS ENUM ('open', 'done', 'on hold', 'it''s');
CREATE TABLE task (id integer PRIMARY KEY, state task_state DEFAULT 'open' NOT NULL);
-- check
SELECT string_agg(state::text, ',' ORDER BY id) FROM task => open,done
