-- a
CREATE TABLE membership (person_id integer, team_id integer, PRIMARY KEY (person_id, team_id));
-- rows
INSERT INTO membership VALUES (2, 3);
-- b
CREATE TABLE membership (person_id integer, team_id integer, PRIMARY KEY (team_id, person_id));
-- check
SELECT person_id || ',' || team_id FROM membership => 2,3
