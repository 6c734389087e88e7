-- A trigger and its function are new, another pair goes, and one function gets another body.
-- a
CREATE TABLE task (id integer PRIMARY KEY, title text, changed_at timestamptz);
CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.title := upper(NEW.title); RETURN NEW; END $$;
CREATE TRIGGER shout BEFORE INSERT ON task FOR EACH ROW EXECUTE FUNCTION shout();
CREATE FUNCTION double(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT n + n $$;
-- rows
INSERT INTO task VALUES (1, 'quiet', NULL);
-- b
CREATE TABLE task (id integer PRIMARY KEY, title text, changed_at timestamptz);
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- A comment; with a semicolon.
    NEW.changed_at := now();

    RETURN NEW;
END
$$;
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE OF title ON task FOR EACH ROW WHEN (NEW.title IS NOT NULL) EXECUTE FUNCTION stamp();
CREATE FUNCTION double(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT n * 2 $$;
-- check
SELECT title || double(4) FROM task => QUIET8
