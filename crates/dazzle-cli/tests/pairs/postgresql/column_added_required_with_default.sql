-- The rows that are there get the default.
-- a
CREATE TABLE task (id integer PRIMARY KEY);
-- rows
INSERT INTO task VALUES (1), (2);
-- b
CREATE TABLE task (id integer PRIMARY KEY, priority integer DEFAULT 3 NOT NULL, state varchar(10) DEFAULT 'open' NOT NULL);
-- check
SELECT string_agg(priority || state, ',') FROM task => 3open,3open
