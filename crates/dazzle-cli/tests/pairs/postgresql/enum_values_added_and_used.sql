-- A new value is used by a default, a check and a generated column of the same script, which a transaction that makes
-- it could not.
-- a
CREATE TYPE task_state AS ENUM ('open', 'done');
CREATE TYPE "Odd Mood" AS ENUM ();
CREATE TABLE task (id integer PRIMARY KEY, state task_state DEFAULT 'open', old text);
-- rows
INSERT INTO task VALUES (1, 'open', 'it''s'), (2, 'done', NULL);
-- b
CREATE TYPE task_state AS ENUM ('open', 'it''s', 'done', 'gone');
CREATE TYPE "Odd Mood" AS ENUM ('one', 'two');
CREATE TABLE task (id integer PRIMARY KEY, state task_state DEFAULT 'gone' CHECK (state <> 'it''s'), old task_state, mood "Odd Mood" DEFAULT 'two');
CREATE INDEX task_gone ON task (id) WHERE state = 'gone';
-- check
SELECT string_agg(state::text || coalesce(old::text, '-') || mood::text, ',' ORDER BY id) FROM task => openit'stwo,done-two
