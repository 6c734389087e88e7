-- a
CREATE TABLE event (id integer PRIMARY KEY, payload json DEFAULT '{}'::json NOT NULL);
-- rows
INSERT INTO event VALUES (1, '{"a": 1}');
-- b
CREATE TABLE event (id integer PRIMARY KEY, payload jsonb DEFAULT '{}'::jsonb NOT NULL);
CREATE INDEX event_payload ON event USING gin (payload);
-- check
SELECT payload ->> 'a' FROM event => 1
