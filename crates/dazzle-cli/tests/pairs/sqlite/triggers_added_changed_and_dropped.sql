-- a
CREATE TABLE task (id INTEGER PRIMARY KEY, title TEXT, changed INTEGER DEFAULT 0);
CREATE TABLE log (what TEXT);
CREATE TRIGGER old_watch AFTER DELETE ON task BEGIN INSERT INTO log VALUES ('gone'); END;
CREATE TRIGGER watch AFTER UPDATE ON task BEGIN UPDATE task SET changed = 1 WHERE id = NEW.id; END;
-- rows
INSERT INTO task (id, title) VALUES (1, 't');
-- b
CREATE TABLE task (id INTEGER PRIMARY KEY, title TEXT, changed INTEGER DEFAULT 0);
CREATE TABLE log (what TEXT);
CREATE TRIGGER watch AFTER UPDATE OF title ON task WHEN NEW.title <> OLD.title BEGIN
    -- a comment; with a semicolon
    UPDATE task SET changed = changed + 1 WHERE id = NEW.id;
    INSERT INTO log VALUES ('changed; ' || CASE WHEN NEW.title = '' THEN 'empty' ELSE NEW.title END);
END;
CREATE TRIGGER added AFTER INSERT ON task BEGIN INSERT INTO log VALUES (NEW.title); END;
-- check
SELECT title || (SELECT CAST(count(*) AS TEXT) FROM log) FROM task => t0
