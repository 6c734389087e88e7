-- The table is rebuilt; its trigger neither fires nor goes.
-- a
CREATE TABLE task (id INTEGER PRIMARY KEY, title VARCHAR(10));
CREATE TABLE log (what TEXT);
CREATE TRIGGER added AFTER INSERT ON task BEGIN INSERT INTO log VALUES (NEW.title); END;
CREATE TRIGGER gone AFTER DELETE ON task BEGIN INSERT INTO log VALUES ('gone'); END;
-- rows
INSERT INTO task VALUES (1, 't');
DELETE FROM log;
-- b
CREATE TABLE task (id INTEGER PRIMARY KEY, title TEXT NOT NULL DEFAULT '-');
CREATE TABLE log (what TEXT);
CREATE TRIGGER added AFTER INSERT ON task BEGIN INSERT INTO log VALUES (NEW.title); END;
CREATE TRIGGER gone AFTER DELETE ON task BEGIN INSERT INTO log VALUES ('gone'); END;
-- check
SELECT title || (SELECT CAST(count(*) AS TEXT) FROM log) FROM task => t0
