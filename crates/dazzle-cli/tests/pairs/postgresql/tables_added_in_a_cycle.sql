-- Two new tables refer to each other, and one to itself.
-- a
CREATE TABLE room (id integer PRIMARY KEY);
-- b
CREATE TABLE room (id integer PRIMARY KEY);
CREATE TABLE team (id integer PRIMARY KEY, lead_id integer, parent_id integer REFERENCES team (id) ON DELETE SET NULL);
CREATE TABLE person (id integer PRIMARY KEY, team_id integer REFERENCES team, room_id integer REFERENCES room);
ALTER TABLE team ADD CONSTRAINT team_lead FOREIGN KEY (lead_id) REFERENCES person;
