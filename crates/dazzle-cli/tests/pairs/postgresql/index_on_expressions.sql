-- a
CREATE TABLE person (id integer PRIMARY KEY, first text, last text, born date, settings jsonb);
CREATE INDEX person_name ON person (lower(last));
CREATE INDEX person_full ON person ((first || ' ' || last));
-- b
CREATE TABLE person (id integer PRIMARY KEY, first text, last text, born date, settings jsonb);
CREATE INDEX person_name ON person (lower(last), lower(first));
CREATE INDEX person_full ON person ((last || ', ' || first), id);
CREATE INDEX person_year ON person (date_part('year', born));
CREATE UNIQUE INDEX person_setting ON person ((settings ->> 'login'));
CREATE INDEX person_sum ON person ((id + 1), (coalesce(first, 'x')));
