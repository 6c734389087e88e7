-- a
CREATE TABLE membership (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL, team_id INTEGER NOT NULL);
-- rows
INSERT INTO membership VALUES (1, 2, 3);
-- b
CREATE TABLE membership (id INTEGER, person_id INTEGER NOT NULL, team_id INTEGER NOT NULL, PRIMARY KEY (person_id, team_id));
-- check
SELECT CAST(id + person_id + team_id AS TEXT) FROM membership => 6
