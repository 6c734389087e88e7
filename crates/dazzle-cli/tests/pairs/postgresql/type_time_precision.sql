-- a
CREATE TABLE event (id integer PRIMARY KEY, began_at timestamptz(0), ended_at timestamp(3), lasted interval(0));
-- b
CREATE TABLE event (id integer PRIMARY KEY, began_at timestamptz, ended_at timestamp(6), lasted interval);
