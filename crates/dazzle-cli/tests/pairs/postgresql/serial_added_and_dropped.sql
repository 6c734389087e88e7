-- a
CREATE TABLE one (id integer PRIMARY KEY, number serial);
CREATE TABLE two (id bigserial PRIMARY KEY);
-- rows
INSERT INTO one (id) VALUES (1), (2);
-- b
CREATE TABLE one (id integer PRIMARY KEY);
CREATE TABLE two (id bigserial PRIMARY KEY, small smallserial NOT NULL);
CREATE TABLE three (id serial PRIMARY KEY);
-- check
SELECT count(*)::text FROM one => 2
