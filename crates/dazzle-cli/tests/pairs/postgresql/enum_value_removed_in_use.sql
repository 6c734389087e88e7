-- PostgreSQL takes no value out of an enum; the rest of the script is made all the same.
-- by hand: change enum type `task_state`, which is in use, to CREATE TYPE "task_state" AS ENUM ('open')
-- by hand: change domain `amount`, which is in use, to CREATE DOMAIN "amount" AS bigint
-- a
CREATE TYPE task_state AS ENUM ('open', 'done');
CREATE DOMAIN amount AS integer;
CREATE TABLE task (id integer PRIMARY KEY, states task_state[], price amount);
-- rows
INSERT INTO task VALUES (1, '{open}', 5);
-- b
CREATE TYPE task_state AS ENUM ('open');
CREATE DOMAIN amount AS bigint;
CREATE TABLE task (id integer PRIMARY KEY, states task_state[], price amount, note text);
