-- Two uniques and two indexes exchange their names.
-- a
CREATE TABLE task (id integer PRIMARY KEY, a integer, b integer, CONSTRAINT one UNIQUE (a), CONSTRAINT two UNIQUE (b));
CREATE INDEX three ON task (a, b);
CREATE INDEX four ON task (b, a);
-- rows
INSERT INTO task VALUES (1, 2, 3);
-- b
CREATE TABLE task (id integer PRIMARY KEY, a integer, b integer, CONSTRAINT two UNIQUE (a), CONSTRAINT one UNIQUE (b));
CREATE INDEX four ON task (a, b);
CREATE INDEX three ON task (b, a);
-- check
SELECT (a + b)::text FROM task => 5
