-- For SQLite these are the same names.
-- a
CREATE TABLE Task (Id INTEGER PRIMARY KEY, Title TEXT);
-- rows
INSERT INTO Task VALUES (1, 't');
-- b
CREATE TABLE Task (Id INTEGER PRIMARY KEY, Title TEXT, "Note" TEXT);
CREATE INDEX task_title ON task (TITLE);
-- check
SELECT title FROM TASK => t
