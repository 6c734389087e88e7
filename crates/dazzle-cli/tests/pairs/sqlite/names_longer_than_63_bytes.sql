-- SQLite has no limit.
-- a
CREATE TABLE task (id INTEGER PRIMARY KEY, note TEXT);
-- b
CREATE TABLE task (id INTEGER PRIMARY KEY, note TEXT, a_column_whose_name_is_a_good_deal_longer_than_what_postgresql_would_take_for_a_name INTEGER);
CREATE INDEX an_index_whose_name_is_a_good_deal_longer_than_what_postgresql_would_take_for_a_name ON task (note);
