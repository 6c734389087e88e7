-- One row for each table and view that the schema model can hold: its name and a digest of what the catalogue says
-- of it. Names stand for oids, and nothing here depends on the order of columns, owners, privileges or statistics.
-- Each part is a subquery of its own that finds its rows by an index: joins are planned badly while the catalogue has
-- no statistics, as after a migration that made many tables.
SELECT c.relname,
       md5(json_build_array(
           c.relkind,
           (SELECT json_agg(json_build_array(a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                                             a.attidentity, a.attgenerated,
                                             (SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_catalog.pg_attrdef d
                                               WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum),
                                             (SELECT a.attcollation::pg_catalog.regcollation
                                                FROM pg_catalog.pg_type y
                                               WHERE y.oid = a.atttypid AND y.typcollation <> a.attcollation),
                                             (SELECT n.description FROM pg_catalog.pg_description n
                                               WHERE n.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
                                                 AND n.objoid = a.attrelid AND n.objsubid = a.attnum))
                            ORDER BY a.attname)
              FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
           -- That a column is required is said with the column; the triggers of constraints are the server's own.
           (SELECT json_agg(json_build_array(k.conname, pg_get_constraintdef(k.oid)) ORDER BY k.conname)
              FROM pg_catalog.pg_constraint k WHERE k.conrelid = c.oid AND k.contype NOT IN ('n', 't')),
           (SELECT json_agg(json_build_array(x.relname, i.indisvalid AND i.indisready AND i.indislive,
                                             pg_get_indexdef(i.indexrelid))
                            ORDER BY x.relname)
              FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
             WHERE i.indrelid = c.oid
               AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k
                                WHERE k.conrelid = i.indrelid AND k.conindid = i.indexrelid
                                  AND k.contype IN ('p', 'u', 'x'))),
           (SELECT json_agg(h.inhparent::pg_catalog.regclass ORDER BY h.inhseqno)
              FROM pg_catalog.pg_inherits h WHERE h.inhrelid = c.oid),
           CASE WHEN c.relkind = 'v' THEN pg_get_viewdef(c.oid) END,
           (SELECT n.description FROM pg_catalog.pg_description n
             WHERE n.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND n.objoid = c.oid AND n.objsubid = 0)
       )::text)
  FROM pg_catalog.pg_class c
 WHERE c.relnamespace = quote_ident(current_schema())::pg_catalog.regnamespace
   AND (c.relkind = 'r' AND NOT c.relispartition OR c.relkind = 'v')
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                    WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid
                      AND e.deptype = 'e')
