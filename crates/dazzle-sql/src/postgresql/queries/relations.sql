-- Tables of all kinds, views and sequences.
SELECT c.oid,
       c.relname,
       c.relkind,
       c.relpersistence,
       CASE WHEN c.reloptions IS NOT NULL THEN array_to_json(c.reloptions) END,
       CASE WHEN toast.reloptions IS NOT NULL THEN array_to_json(toast.reloptions) END,
       nullif(c.relreplident, 'd'),
       nullif(concat(CASE WHEN c.relrowsecurity THEN 'r' END, CASE WHEN c.relforcerowsecurity THEN 'f' END), ''),
       CASE WHEN c.relkind IN ('r', 'm') AND am.amname <> 'heap' THEN am.amname END,
       space.spcname,
       CASE WHEN c.reloftype <> 0 THEN c.reloftype::pg_catalog.regtype END,
       CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END,
       CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END,
       above.parents,
       CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END,
       CASE WHEN c.relkind = 'S' THEN
           json_build_array(format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache,
                            s.seqcycle, owner.refobjid::bigint, owner.refobjsubid, owner.deptype)
       END,
       CASE WHEN c.relkind = 'f' THEN
           (SELECT json_build_array(fs.srvname, coalesce(ft.ftoptions, '{}'))
              FROM pg_catalog.pg_foreign_table ft JOIN pg_catalog.pg_foreign_server fs ON fs.oid = ft.ftserver
             WHERE ft.ftrelid = c.oid)
       END
FROM pg_catalog.pg_class c
LEFT JOIN pg_catalog.pg_class toast ON toast.oid = c.reltoastrelid
LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam
LEFT JOIN pg_catalog.pg_tablespace space ON space.oid = c.reltablespace
LEFT JOIN (SELECT h.inhrelid,
                  json_agg(json_build_array(h.inhparent::bigint, h.inhparent::pg_catalog.regclass) ORDER BY h.inhseqno)
                      AS parents
             FROM pg_catalog.pg_inherits h
            GROUP BY h.inhrelid) above ON above.inhrelid = c.oid
LEFT JOIN pg_catalog.pg_sequence s ON s.seqrelid = c.oid
LEFT JOIN pg_catalog.pg_depend owner
       ON c.relkind = 'S' AND owner.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND owner.objid = c.oid
      AND owner.objsubid = 0 AND owner.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
      AND owner.refobjsubid > 0 AND owner.deptype IN ('a', 'i')
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
  AND c.relnamespace = quote_ident(current_schema())::pg_catalog.regnamespace
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                   WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid
                     AND e.deptype = 'e')
