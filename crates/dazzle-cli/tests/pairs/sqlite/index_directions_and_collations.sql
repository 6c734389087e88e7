-- a
CREATE TABLE score (id INTEGER PRIMARY KEY, points INTEGER, name TEXT);
CREATE INDEX score_points ON score (points);
CREATE INDEX score_name ON score (name COLLATE NOCASE DESC);
-- b
CREATE TABLE score (id INTEGER PRIMARY KEY, points INTEGER, name TEXT);
CREATE INDEX score_points ON score (points DESC);
CREATE INDEX score_name ON score (name);
CREATE INDEX score_both ON score (name COLLATE RTRIM, points DESC);
