-- The table under views changes: what hangs on a view and is the same in both stays.
-- from 15
-- a
CREATE TABLE acct (id integer PRIMARY KEY, owner varchar(20), junk integer);
CREATE VIEW mine WITH (security_barrier, security_invoker, check_option = local) AS SELECT id, owner FROM acct WHERE id > 0;
CREATE VIEW above AS SELECT id, owner FROM mine;
COMMENT ON VIEW mine IS 'it''s mine';
COMMENT ON COLUMN mine.owner IS 'who';
ALTER VIEW above ALTER COLUMN owner SET DEFAULT 'me';
CREATE FUNCTION into_above() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO acct (id, owner) VALUES (new.id, new.owner); RETURN new; END';
CREATE TRIGGER "In" INSTEAD OF INSERT ON above FOR EACH ROW EXECUTE FUNCTION into_above();
COMMENT ON TRIGGER "In" ON above IS 'goes on';
CREATE RULE no_delete AS ON DELETE TO above DO INSTEAD NOTHING;
COMMENT ON RULE no_delete ON above IS 'never; ''';
CREATE RULE no_update AS ON UPDATE TO above DO INSTEAD (NOTIFY x; UPDATE acct SET owner = new.owner WHERE id = old.id);
GRANT SELECT ON mine TO PUBLIC;
GRANT UPDATE (owner) ON mine TO PUBLIC;
-- rows
INSERT INTO acct VALUES (1, 'a', 1);
-- b
CREATE TABLE acct (id integer PRIMARY KEY, owner text, junk integer);
CREATE VIEW mine WITH (security_barrier, security_invoker, check_option = local) AS SELECT id, owner FROM acct WHERE id > 0;
CREATE VIEW above AS SELECT id, owner FROM mine;
COMMENT ON VIEW mine IS 'it''s mine';
COMMENT ON COLUMN mine.owner IS 'who';
ALTER VIEW above ALTER COLUMN owner SET DEFAULT 'me';
CREATE FUNCTION into_above() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO acct (id, owner) VALUES (new.id, new.owner); RETURN new; END';
CREATE TRIGGER "In" INSTEAD OF INSERT ON above FOR EACH ROW EXECUTE FUNCTION into_above();
COMMENT ON TRIGGER "In" ON above IS 'goes on';
CREATE RULE no_delete AS ON DELETE TO above DO INSTEAD NOTHING;
COMMENT ON RULE no_delete ON above IS 'never; ''';
CREATE RULE no_update AS ON UPDATE TO above DO INSTEAD (NOTIFY x; UPDATE acct SET owner = new.owner WHERE id = old.id);
GRANT SELECT ON mine TO PUBLIC;
GRANT UPDATE (owner) ON mine TO PUBLIC;
-- check
SELECT count(*) FROM pg_class c, aclexplode(c.relacl) g WHERE c.relname = 'mine' AND g.grantee = 0 AND g.privilege_type = 'SELECT' => 1
SELECT count(*) FROM pg_attribute a, aclexplode(a.attacl) g WHERE a.attname = 'owner' AND a.attrelid = 'mine'::regclass AND g.grantee = 0 => 1
SELECT relacl IS NULL FROM pg_class WHERE relname = 'above' => t
