-- Kind and name of all that the schema `s` has, by the server's own dependencies and not as the inspection asks.
-- `part_of` is the relation that a part belongs to.
WITH found (class, name, classid, oid, part_of) AS (
    SELECT 'relation', relname::text, 'pg_class'::regclass, oid, oid FROM pg_class
     WHERE relnamespace = 's'::regnamespace AND relkind NOT IN ('S', 'i', 'I')
    UNION ALL
    SELECT 'free sequence', c.relname, 'pg_class'::regclass, c.oid, c.oid FROM pg_class c
     WHERE c.relnamespace = 's'::regnamespace AND c.relkind = 'S'
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0)
    UNION ALL
    SELECT 'index', c.relname, 'pg_class'::regclass, c.oid, i.indrelid
      FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid
     WHERE c.relnamespace = 's'::regnamespace AND NOT c.relispartition
    UNION ALL
    SELECT 'column', a.attname, 'pg_class'::regclass, c.oid, c.oid FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = 's'::regnamespace AND c.relkind IN ('r', 'p', 'f', 'c') AND a.attnum > 0
       AND NOT a.attisdropped AND (a.attislocal OR c.relispartition)
    UNION ALL
    SELECT 'constraint', k.conname, 'pg_constraint'::regclass, k.oid, k.conrelid FROM pg_constraint k
     WHERE k.connamespace = 's'::regnamespace AND k.contype <> 'n' AND k.conparentid = 0 AND k.conislocal
    UNION ALL
    SELECT 'NOT NULL constraint', k.conname, 'pg_constraint'::regclass, k.oid, k.conrelid FROM pg_constraint k
     WHERE k.connamespace = 's'::regnamespace AND k.contype = 'n' AND k.conrelid <> 0 AND k.conislocal
       AND k.conname !~ '_not_null\d*$'
    UNION ALL
    SELECT 'trigger', t.tgname, 'pg_trigger'::regclass, t.oid, c.oid FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE c.relnamespace = 's'::regnamespace AND NOT t.tgisinternal AND t.tgparentid = 0
    UNION ALL
    SELECT 'rule', r.rulename, 'pg_rewrite'::regclass, r.oid, c.oid FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
     WHERE c.relnamespace = 's'::regnamespace AND r.rulename <> '_RETURN'
    UNION ALL
    SELECT 'policy', y.polname, 'pg_policy'::regclass, y.oid, c.oid FROM pg_policy y JOIN pg_class c ON c.oid = y.polrelid
     WHERE c.relnamespace = 's'::regnamespace
    UNION ALL
    SELECT 'extension', extname, 'pg_extension'::regclass, oid, oid FROM pg_extension WHERE extname <> 'plpgsql'
    UNION ALL
    -- Comments of the corpus begin with a capital letter, those that are to be left alone do not.
    SELECT 'comment', description, classoid, objoid, objoid FROM pg_description
     WHERE objoid >= 16384 AND description LIKE 'Comment %'
    UNION ALL
    -- What else depends on the schema itself.
    SELECT d.classid::regclass::text,
           CASE d.classid
               WHEN 'pg_proc'::regclass THEN (SELECT proname::text FROM pg_proc WHERE oid = d.objid)
               WHEN 'pg_type'::regclass THEN (SELECT typname::text FROM pg_type WHERE oid = d.objid)
               WHEN 'pg_operator'::regclass THEN (SELECT oprname::text FROM pg_operator WHERE oid = d.objid)
               ELSE o.name
           END, d.classid, d.objid, d.objid
      FROM pg_depend d, LATERAL pg_identify_object(d.classid, d.objid, 0) o
     WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = 's'::regnamespace AND d.deptype = 'n'
       AND d.classid NOT IN ('pg_class'::regclass, 'pg_extension'::regclass)
       AND NOT EXISTS (SELECT FROM pg_depend i
                        WHERE i.classid = d.classid AND i.objid = d.objid AND i.deptype = 'i')
)
SELECT class, name FROM found
WHERE name IS NOT NULL
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = found.classid AND e.objid = found.oid AND e.deptype = 'e')
  AND NOT EXISTS (SELECT FROM pg_depend e
                   WHERE e.classid = 'pg_class'::regclass AND e.objid = found.part_of AND e.deptype = 'e')
  AND NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = found.part_of AND c.relname LIKE '\_dazzle\_%')
