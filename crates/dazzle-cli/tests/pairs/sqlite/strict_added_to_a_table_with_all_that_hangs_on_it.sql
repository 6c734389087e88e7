-- The table is made anew by its text; what hangs on it stays, comes or goes, and no number of a row changes.
-- a
CREATE TABLE team (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, code TEXT);
CREATE TABLE note (text TEXT, "Order" INTEGER);
CREATE TABLE member (team_id INTEGER REFERENCES team (id) ON DELETE CASCADE, name TEXT);
CREATE INDEX team_name ON team (name);
CREATE UNIQUE INDEX team_lower ON team (lower(name)) WHERE name IS NOT NULL;
CREATE INDEX note_old ON note (text);
CREATE VIEW teams AS SELECT id, name FROM team;
CREATE TRIGGER kept AFTER INSERT ON team BEGIN INSERT INTO note (text) VALUES (NEW.name); END;
CREATE TRIGGER gone AFTER DELETE ON note BEGIN DELETE FROM member WHERE name = OLD.text; END;
CREATE TRIGGER changed AFTER UPDATE ON note BEGIN DELETE FROM member WHERE name = OLD.text; END;
-- rows
INSERT INTO team (id, name) VALUES (5, 'a'), (9, 'b');
DELETE FROM team WHERE id = 9;
DELETE FROM note WHERE text = 'a';
INSERT INTO member VALUES (5, 'm');
-- b
CREATE TABLE team (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, code TEXT, since TEXT) STRICT;
CREATE TABLE note (text TEXT, "Order" INTEGER) STRICT;
CREATE TABLE member (team_id INTEGER REFERENCES team (id) ON DELETE CASCADE, name TEXT);
CREATE INDEX team_name ON team (name);
CREATE UNIQUE INDEX team_lower ON team (lower(name)) WHERE name IS NOT NULL;
CREATE INDEX note_new ON note ("Order" DESC);
CREATE VIEW teams AS SELECT id, name FROM team;
CREATE VIEW notes AS SELECT text FROM note;
CREATE TRIGGER kept AFTER INSERT ON team BEGIN INSERT INTO note (text) VALUES (NEW.name); END;
CREATE TRIGGER changed AFTER UPDATE ON note BEGIN DELETE FROM team WHERE name = OLD.text; END;
CREATE TRIGGER fresh AFTER DELETE ON note BEGIN DELETE FROM member WHERE name = OLD.text; END;
-- check
SELECT group_concat(rowid || text) FROM note => 2b
SELECT seq || '' FROM sqlite_sequence WHERE name = 'team' => 9
SELECT team_id || name FROM member => 5m
SELECT group_concat(id || name) FROM teams => 5a
