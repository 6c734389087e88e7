-- Two columns whose names differ only by case are two columns.
-- a
CREATE TABLE pair (id integer PRIMARY KEY, "Left" integer, "left" text);
-- rows
INSERT INTO pair VALUES (1, 10, 'l');
-- b
CREATE TABLE pair (id integer PRIMARY KEY, "left" text, "LEFT" integer);
-- check
SELECT "left" FROM pair => l
