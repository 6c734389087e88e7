-- What else there is: triggers, rules, policies, routines, statistics, extensions, and objects that are only named.
WITH here AS (
    SELECT quote_ident(current_schema())::pg_catalog.regnamespace::pg_catalog.oid AS oid
),
found (class, kind, oid, parent, name, flags) AS (
    SELECT 'pg_catalog.pg_trigger'::pg_catalog.regclass, 'trigger', t.oid, t.tgrelid, t.tgname::text,
           t.tgenabled::text
      FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
     WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND c.relnamespace = (SELECT oid FROM here)
    UNION ALL
    SELECT 'pg_catalog.pg_rewrite'::pg_catalog.regclass, 'rule', r.oid, r.ev_class, r.rulename, r.ev_enabled::text
      FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
     WHERE r.rulename <> '_RETURN' AND c.relnamespace = (SELECT oid FROM here)
    UNION ALL
    SELECT 'pg_catalog.pg_policy'::pg_catalog.regclass, 'policy', y.oid, y.polrelid, y.polname, NULL
      FROM pg_catalog.pg_policy y JOIN pg_catalog.pg_class c ON c.oid = y.polrelid
     WHERE c.relnamespace = (SELECT oid FROM here)
    UNION ALL
    SELECT 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass, 'statistics', x.oid, x.stxrelid, x.stxname,
           nullif(x.stxstattarget, -1)::text
      FROM pg_catalog.pg_statistic_ext x WHERE x.stxnamespace = (SELECT oid FROM here)
    UNION ALL
    SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass, CASE WHEN p.prokind = 'a' THEN 'object' ELSE 'routine' END,
           p.oid, 0, p.proname, p.prokind::text
      FROM pg_catalog.pg_proc p WHERE p.pronamespace = (SELECT oid FROM here)
       -- The constructors of a range come with it.
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend i
                        WHERE i.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND i.objid = p.oid
                          AND i.deptype = 'i' AND i.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass)
    UNION ALL
    SELECT 'pg_catalog.pg_extension'::pg_catalog.regclass, 'extension', x.oid, 0, x.extname, x.extversion
      FROM pg_catalog.pg_extension x WHERE x.extname <> 'plpgsql'
    UNION ALL
    SELECT 'pg_catalog.pg_event_trigger'::pg_catalog.regclass, 'event trigger', t.oid, 0, t.evtname, t.evtenabled::text
      FROM pg_catalog.pg_event_trigger t JOIN pg_catalog.pg_proc p ON p.oid = t.evtfoid
     WHERE p.pronamespace = (SELECT oid FROM here)
    UNION ALL
    SELECT 'pg_catalog.pg_collation'::pg_catalog.regclass, 'collation', o.oid, 0, o.collname, NULL
      FROM pg_catalog.pg_collation o WHERE o.collnamespace = (SELECT oid FROM here)
    UNION ALL
    SELECT o.tableoid, 'object', o.oid, 0, o.oprname, NULL
      FROM pg_catalog.pg_operator o WHERE o.oprnamespace = (SELECT oid FROM here)
    UNION ALL
    SELECT o.tableoid, 'object', o.oid, 0, o.opcname, NULL
      FROM pg_catalog.pg_opclass o WHERE o.opcnamespace = (SELECT oid FROM here)
    UNION ALL
    SELECT o.tableoid, 'object', o.oid, 0, o.opfname, NULL
      FROM pg_catalog.pg_opfamily o WHERE o.opfnamespace = (SELECT oid FROM here)
    UNION ALL
    SELECT o.tableoid, 'object', o.oid, 0, o.conname, NULL
      FROM pg_catalog.pg_conversion o WHERE o.connamespace = (SELECT oid FROM here)
    UNION ALL
    SELECT o.tableoid, 'object', o.oid, 0, o.cfgname, NULL
      FROM pg_catalog.pg_ts_config o WHERE o.cfgnamespace = (SELECT oid FROM here)
    UNION ALL
    SELECT o.tableoid, 'object', o.oid, 0, o.dictname, NULL
      FROM pg_catalog.pg_ts_dict o WHERE o.dictnamespace = (SELECT oid FROM here)
    UNION ALL
    SELECT o.tableoid, 'object', o.oid, 0, o.prsname, NULL
      FROM pg_catalog.pg_ts_parser o WHERE o.prsnamespace = (SELECT oid FROM here)
    UNION ALL
    SELECT o.tableoid, 'object', o.oid, 0, o.tmplname, NULL
      FROM pg_catalog.pg_ts_template o WHERE o.tmplnamespace = (SELECT oid FROM here)
    UNION ALL
    SELECT o.tableoid, 'object', o.oid, 0, '', NULL
      FROM pg_catalog.pg_cast o
     WHERE EXISTS (SELECT FROM pg_catalog.pg_type t
                    WHERE t.oid IN (o.castsource, o.casttarget) AND t.typnamespace = (SELECT oid FROM here))
       -- The cast from a range to its multirange comes with it.
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend i
                        WHERE i.classid = o.tableoid AND i.objid = o.oid AND i.deptype = 'i')
)
SELECT f.class,
       f.kind,
       f.oid,
       nullif(f.parent, 0),
       f.name,
       f.flags,
       CASE f.kind
           WHEN 'trigger' THEN pg_get_triggerdef(f.oid)
           WHEN 'rule' THEN pg_get_ruledef(f.oid)
           WHEN 'routine' THEN pg_get_functiondef(f.oid)
           WHEN 'statistics' THEN pg_get_statisticsobjdef(f.oid)
           WHEN 'policy' THEN
               (SELECT json_build_array(y.polcmd, y.polpermissive,
                                        ARRAY(SELECT CASE WHEN role.oid = 0 THEN 'PUBLIC'
                                                          ELSE quote_ident(pg_get_userbyid(role.oid)) END
                                                FROM unnest(y.polroles) role(oid) ORDER BY 1),
                                        pg_get_expr(y.polqual, y.polrelid), pg_get_expr(y.polwithcheck, y.polrelid))
                  FROM pg_catalog.pg_policy y WHERE y.oid = f.oid)::text
           WHEN 'extension' THEN
               (SELECT x.extnamespace::pg_catalog.regnamespace
                  FROM pg_catalog.pg_extension x
                 WHERE x.oid = f.oid AND x.extnamespace <> (SELECT oid FROM here))::text
           WHEN 'event trigger' THEN
               (SELECT json_build_array(t.evtevent, coalesce(t.evttags, '{}'), t.evtfoid::pg_catalog.regproc)
                  FROM pg_catalog.pg_event_trigger t WHERE t.oid = f.oid)::text
           WHEN 'collation' THEN
               (SELECT to_jsonb(o) FROM pg_catalog.pg_collation o WHERE o.oid = f.oid)::text
           WHEN 'object' THEN pg_describe_object(f.class, f.oid, 0)
       END,
       CASE
           WHEN f.kind = 'routine' THEN quote_ident(f.name) || '(' || pg_get_function_identity_arguments(f.oid) || ')'
           WHEN f.kind = 'object' THEN
               (SELECT upper(o.type) || ' ' || o.identity FROM pg_identify_object(f.class, f.oid, 0) o
                 -- The family of a class takes it along.
                 WHERE f.class <> 'pg_catalog.pg_opclass'::pg_catalog.regclass)
       END
FROM found f
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                   WHERE e.classid = f.class AND e.objid = f.oid AND e.deptype = 'e')
