-- What names the column goes and comes again, with all that was said of it; what does not stays.
-- a
CREATE TABLE task (id integer PRIMARY KEY, points integer, kind varchar(4));
CREATE TABLE other (id integer PRIMARY KEY);
ALTER TABLE task ENABLE ROW LEVEL SECURITY;
CREATE POLICY few ON task FOR SELECT USING (points < 10);
CREATE POLICY "of other" ON other USING (EXISTS (SELECT 1 FROM task WHERE task.points = other.id));
CREATE POLICY named ON task USING (kind = 'a');
CREATE RULE keep AS ON DELETE TO task WHERE OLD.points > 3 DO INSTEAD NOTHING;
CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER watch AFTER UPDATE OF points, kind ON task FOR EACH ROW EXECUTE FUNCTION nothing();
ALTER TABLE task DISABLE TRIGGER watch;
COMMENT ON TRIGGER watch ON task IS 'of points';
COMMENT ON POLICY few ON task IS 'few points';
-- rows
INSERT INTO task VALUES (1, 2, 'a');
-- b
CREATE TABLE task (id integer PRIMARY KEY, points bigint, kind text);
CREATE TABLE other (id integer PRIMARY KEY);
ALTER TABLE task ENABLE ROW LEVEL SECURITY;
CREATE POLICY few ON task FOR SELECT USING (points < 10);
CREATE POLICY "of other" ON other USING (EXISTS (SELECT 1 FROM task WHERE task.points = other.id));
CREATE POLICY named ON task USING (kind = 'a');
CREATE RULE keep AS ON DELETE TO task WHERE OLD.points > 3 DO INSTEAD NOTHING;
CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER watch AFTER UPDATE OF points, kind ON task FOR EACH ROW EXECUTE FUNCTION nothing();
ALTER TABLE task DISABLE TRIGGER watch;
COMMENT ON TRIGGER watch ON task IS 'of points';
COMMENT ON POLICY few ON task IS 'few points';
-- check
SELECT points || kind FROM task => 2a
