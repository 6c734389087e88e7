-- Types that somebody made: enumerated, domains, composite, ranges, base types.
SELECT t.oid,
       t.typname,
       t.typtype,
       CASE WHEN c.relkind = 'c' THEN t.typrelid END,
       CASE t.typtype
           WHEN 'e' THEN
               (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder)
                  FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid)
           WHEN 'c' THEN
               (SELECT json_agg(json_build_array(a.attname, format_type(a.atttypid, a.atttypmod),
                                                 CASE WHEN a.attcollation <> y.typcollation
                                                      THEN a.attcollation::pg_catalog.regcollation END)
                                ORDER BY a.attnum)
                  FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type y ON y.oid = a.atttypid
                 WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped)
           WHEN 'd' THEN
               (SELECT json_build_array(format_type(t.typbasetype, t.typtypmod), t.typnotnull,
                                        coalesce(pg_get_expr(t.typdefaultbin, 0), t.typdefault),
                                        CASE WHEN t.typcollation <> b.typcollation
                                             THEN t.typcollation::pg_catalog.regcollation END)
                  FROM pg_catalog.pg_type b WHERE b.oid = t.typbasetype)
           WHEN 'r' THEN
               (SELECT json_build_array(format_type(r.rngsubtype, NULL),
                                        CASE WHEN NOT o.opcdefault THEN o.opcname END,
                                        CASE WHEN r.rngcollation <> b.typcollation
                                             THEN r.rngcollation::pg_catalog.regcollation END,
                                        nullif(r.rngcanonical, 0)::pg_catalog.regproc,
                                        nullif(r.rngsubdiff, 0)::pg_catalog.regproc,
                                        (SELECT m.typname FROM pg_catalog.pg_type m
                                          WHERE m.oid = (to_jsonb(r) ->> 'rngmultitypid')::pg_catalog.oid))
                  FROM pg_catalog.pg_range r
                  JOIN pg_catalog.pg_type b ON b.oid = r.rngsubtype
                  JOIN pg_catalog.pg_opclass o ON o.oid = r.rngsubopc
                 WHERE r.rngtypid = t.oid)
       END
FROM pg_catalog.pg_type t
LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
WHERE t.typnamespace = quote_ident(current_schema())::pg_catalog.regnamespace
  AND (t.typtype IN ('e', 'd', 'r', 'b', 'p') OR t.typtype = 'c' AND c.relkind = 'c')
  -- Arrays come with their elements' type.
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_type element WHERE element.typarray = t.oid)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                   WHERE e.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND e.objid = t.oid
                     AND e.deptype = 'e')
