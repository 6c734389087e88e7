-- a
CREATE TABLE person (id INTEGER PRIMARY KEY, first TEXT, last TEXT, settings JSON);
CREATE INDEX person_name ON person (lower(last));
-- b
CREATE TABLE person (id INTEGER PRIMARY KEY, first TEXT, last TEXT, settings JSON);
CREATE INDEX person_name ON person (lower(last), lower(first));
CREATE INDEX person_full ON person (last || ', ' || first DESC, id);
CREATE UNIQUE INDEX person_setting ON person (json_extract(settings, '$.login'));
