-- One row for each table and view that the schema model can hold: its name and a digest of what the catalogue says
-- of it. Names stand for oids, and nothing here depends on the order of columns, owners, privileges or statistics.
WITH here AS (
    SELECT c.oid, c.relname, c.relkind
      FROM pg_catalog.pg_class c
     WHERE c.relnamespace = quote_ident(current_schema())::pg_catalog.regnamespace
       AND (c.relkind = 'r' AND NOT c.relispartition OR c.relkind = 'v')
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                        WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid
                          AND e.deptype = 'e')
),
columns AS (
    SELECT a.attrelid,
           json_agg(json_build_array(a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                                     a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid),
                                     CASE WHEN a.attcollation <> y.typcollation
                                          THEN a.attcollation::pg_catalog.regcollation END,
                                     comment.description)
                    ORDER BY a.attname) AS content
      FROM here
      JOIN pg_catalog.pg_attribute a ON a.attrelid = here.oid AND a.attnum > 0 AND NOT a.attisdropped
      JOIN pg_catalog.pg_type y ON y.oid = a.atttypid
      LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      LEFT JOIN pg_catalog.pg_description comment
             ON comment.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
            AND comment.objoid = a.attrelid AND comment.objsubid = a.attnum
     GROUP BY a.attrelid
),
constraints AS (
    SELECT k.conrelid, json_agg(json_build_array(k.conname, pg_get_constraintdef(k.oid)) ORDER BY k.conname) AS content
      FROM here
      -- That a column is required is said with the column; the triggers of constraints are the server's own.
      JOIN pg_catalog.pg_constraint k ON k.conrelid = here.oid AND k.contype NOT IN ('n', 't')
     GROUP BY k.conrelid
),
indexes AS (
    SELECT i.indrelid,
           json_agg(json_build_array(c.relname, i.indisvalid AND i.indisready AND i.indislive,
                                     pg_get_indexdef(i.indexrelid))
                    ORDER BY c.relname) AS content
      FROM here
      JOIN pg_catalog.pg_index i ON i.indrelid = here.oid
      JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
     WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k
                        WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
     GROUP BY i.indrelid
),
parents AS (
    SELECT h.inhrelid, json_agg(h.inhparent::pg_catalog.regclass ORDER BY h.inhseqno) AS content
      FROM here JOIN pg_catalog.pg_inherits h ON h.inhrelid = here.oid
     GROUP BY h.inhrelid
)
SELECT here.relname,
       md5(json_build_array(here.relkind, columns.content, constraints.content, indexes.content, parents.content,
                            CASE WHEN here.relkind = 'v' THEN pg_get_viewdef(here.oid) END,
                            comment.description)::text)
  FROM here
  LEFT JOIN columns ON columns.attrelid = here.oid
  LEFT JOIN constraints ON constraints.conrelid = here.oid
  LEFT JOIN indexes ON indexes.indrelid = here.oid
  LEFT JOIN parents ON parents.inhrelid = here.oid
  LEFT JOIN pg_catalog.pg_description comment
         ON comment.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
        AND comment.objoid = here.oid AND comment.objsubid = 0
