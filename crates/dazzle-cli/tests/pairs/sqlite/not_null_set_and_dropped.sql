-- a
CREATE TABLE task (id INTEGER PRIMARY KEY, title TEXT, note TEXT NOT NULL);
-- rows
INSERT INTO task VALUES (1, 'a', 'b');
-- b
CREATE TABLE task (id INTEGER PRIMARY KEY, title TEXT NOT NULL, note TEXT);
-- check
SELECT title || note FROM task => ab
