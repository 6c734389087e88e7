-- Columns of tables; of views, indexes and composite types those that have something of their own.
SELECT a.attrelid,
       a.attnum,
       a.attname,
       format_type(a.atttypid, a.atttypmod),
       a.attnotnull,
       nullif(a.attidentity::text || a.attgenerated::text, ''),
       pg_get_expr(d.adbin, d.adrelid),
       CASE WHEN d.adbin IS NOT NULL THEN
           format_type(CASE WHEN y.typtype = 'd' THEN y.typbasetype ELSE a.atttypid END, -1)
       END,
       CASE WHEN a.attcollation <> y.typcollation THEN a.attcollation::pg_catalog.regcollation END,
       CASE WHEN a.attinhcount > 0 THEN a.attislocal END,
       CASE WHEN a.attstorage <> y.typstorage OR a.attstattarget >= 0 OR a.attcompression <> ''
                 OR a.attoptions IS NOT NULL OR a.attfdwoptions IS NOT NULL THEN
           json_build_array(CASE WHEN a.attstorage <> y.typstorage THEN a.attstorage END, y.typstorage,
                            CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END,
                            nullif(a.attcompression, ''), coalesce(a.attoptions, '{}'), coalesce(a.attfdwoptions, '{}'))
       END
-- A column that an older server lacks is taken from `older`, which is further out.
FROM (SELECT ''::"char" AS attcompression) older
CROSS JOIN LATERAL (
    SELECT attrelid, attnum, attname, atttypid, atttypmod, attnotnull, attidentity, attgenerated, attcollation,
           attinhcount, attislocal, attstorage, attstattarget, attcompression, attoptions, attfdwoptions, atthasdef
      FROM pg_catalog.pg_attribute
     WHERE attnum > 0 AND NOT attisdropped) a
JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
JOIN pg_catalog.pg_type y ON y.oid = a.atttypid
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE (c.relkind IN ('r', 'p', 'f')
       OR c.relkind IN ('v', 'm', 'i', 'I')
          AND (a.atthasdef OR a.attstattarget >= 0 OR c.relkind = 'm' AND a.attstorage <> y.typstorage
               OR c.relkind = 'm' AND a.attoptions IS NOT NULL)
       OR c.relkind IN ('v', 'm', 'c')
          AND EXISTS (SELECT FROM pg_catalog.pg_description comment
                       WHERE comment.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
                         AND comment.objoid = a.attrelid AND comment.objsubid = a.attnum))
  AND c.relnamespace = quote_ident(current_schema())::pg_catalog.regnamespace
ORDER BY a.attrelid, a.attnum
