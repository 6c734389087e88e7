-- Indexes; those that back a constraint without their definition.
SELECT i.indrelid,
       i.indexrelid,
       c.relname,
       nullif(concat(CASE WHEN i.indnullsnotdistinct THEN 'd' END,
                     CASE WHEN NOT (i.indisvalid AND i.indisready AND i.indislive) THEN 'i' END,
                     CASE WHEN i.indisclustered THEN 'c' END, CASE WHEN i.indisreplident THEN 'r' END,
                     CASE WHEN c.relispartition THEN 'p' END), ''),
       i.indnkeyatts,
       i.indkey,
       CASE WHEN c.reloptions IS NOT NULL THEN array_to_json(c.reloptions) END,
       space.spcname,
       CASE WHEN k.oid IS NULL THEN pg_get_indexdef(i.indexrelid) END
-- A column that an older server lacks is taken from `older`, which is further out.
FROM (SELECT false AS indnullsnotdistinct) older
CROSS JOIN LATERAL (
    SELECT indrelid, indexrelid, indnkeyatts, indkey, indisvalid, indisready, indislive, indisclustered,
           indisreplident, indnullsnotdistinct
      FROM pg_catalog.pg_index) i
JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
LEFT JOIN pg_catalog.pg_tablespace space ON space.oid = c.reltablespace
LEFT JOIN pg_catalog.pg_constraint k ON k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')
WHERE c.relnamespace = quote_ident(current_schema())::pg_catalog.regnamespace
