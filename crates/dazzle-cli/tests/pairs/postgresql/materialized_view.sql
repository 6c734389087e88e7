-- a
CREATE TABLE task (id integer PRIMARY KEY, state text);
CREATE MATERIALIZED VIEW old_count AS SELECT count(*) AS n FROM task;
-- b
CREATE TABLE task (id integer PRIMARY KEY, state text);
CREATE MATERIALIZED VIEW state_count AS SELECT state, count(*) AS n FROM task GROUP BY state;
CREATE UNIQUE INDEX state_count_state ON state_count (state);
