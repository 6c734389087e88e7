-- A foreign key that leans on the key that goes has to lean on a unique constraint afterwards.
-- a
CREATE TABLE membership (id integer PRIMARY KEY, person_id integer NOT NULL, team_id integer NOT NULL);
CREATE TABLE badge (id integer PRIMARY KEY, membership_id integer REFERENCES membership (id));
-- rows
INSERT INTO membership VALUES (1, 2, 3);
INSERT INTO badge VALUES (5, 1);
-- b
CREATE TABLE membership (id integer NOT NULL UNIQUE, person_id integer, team_id integer, PRIMARY KEY (person_id, team_id));
CREATE TABLE badge (id integer PRIMARY KEY, membership_id integer REFERENCES membership (id));
-- check
SELECT (id + person_id + team_id)::text FROM membership => 6
