-- a
CREATE TABLE score (id integer PRIMARY KEY, points integer, at timestamptz);
CREATE INDEX score_points ON score (points);
CREATE INDEX score_at ON score (at DESC);
CREATE INDEX score_both ON score (points DESC NULLS LAST, at);
-- b
CREATE TABLE score (id integer PRIMARY KEY, points integer, at timestamptz);
CREATE INDEX score_points ON score (points DESC);
CREATE INDEX score_at ON score (at);
CREATE INDEX score_both ON score (points NULLS FIRST, at DESC NULLS LAST);
