WITH ours AS (
    SELECT c.oid, c.relname, c.relkind
    FROM pg_class c
    WHERE c.relnamespace = current_schema()::text::regnamespace
      AND c.relname NOT LIKE '\_dazzle%'
)
SELECT format('%s %I', CASE relkind WHEN 'v' THEN 'view' WHEN 'S' THEN 'sequence' ELSE 'table' END, relname)
FROM ours WHERE relkind IN ('r', 'p', 'v', 'S')
UNION ALL
SELECT format('column %I.%I %s%s%s%s%s%s', o.relname, a.attname, format_type(a.atttypid, a.atttypmod),
    CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END,
    CASE WHEN d.adbin IS NULL THEN '' ELSE ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) END,
    CASE a.attidentity WHEN '' THEN '' ELSE ' IDENTITY ' || a.attidentity::text END,
    CASE a.attgenerated WHEN '' THEN '' ELSE ' GENERATED ' || a.attgenerated::text END,
    CASE WHEN a.attcollation <> t.typcollation THEN ' COLLATE ' || a.attcollation::regcollation::text ELSE '' END)
FROM ours o
JOIN pg_attribute a ON a.attrelid = o.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = o.oid AND d.adnum = a.attnum
WHERE o.relkind IN ('r', 'p')
UNION ALL
SELECT format('constraint %I.%I %s%s', o.relname, c.conname,
    -- When a column changes its type, the casts in its checks are written in another way and mean the same.
    CASE c.contype WHEN 'c' THEN
        regexp_replace(
            regexp_replace(
                regexp_replace(pg_get_constraintdef(c.oid), '::(character varying|text)(\[\])?', '', 'g'),
                '\(''((?:[^'']|'''')*)''\)', '''\1''', 'g'),
            '\(\(ARRAY\[(.*?)\]\)\)', '(ARRAY[\1])', 'g')
        ELSE pg_get_constraintdef(c.oid) END,
    CASE WHEN c.convalidated THEN '' ELSE ' (not validated)' END)
FROM ours o JOIN pg_constraint c ON c.conrelid = o.oid
-- PostgreSQL 18 keeps NOT NULL as a constraint whose name tells the history of the table; the columns above say it.
WHERE c.contype <> 'n' OR NOT c.convalidated
UNION ALL
SELECT format('index %s%s', pg_get_indexdef(i.indexrelid), CASE WHEN i.indisvalid THEN '' ELSE ' (not valid)' END)
FROM ours o JOIN pg_index i ON i.indrelid = o.oid
UNION ALL
SELECT format('sequence %I: %s from %s by %s, %s to %s, owned by %s', o.relname, s.seqtypid::regtype, s.seqstart,
    s.seqincrement, s.seqmin, s.seqmax,
    (SELECT format('%s.%I', d.refobjid::regclass, a.attname)
     FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
     WHERE d.objid = o.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')))
FROM ours o JOIN pg_sequence s ON s.seqrelid = o.oid
UNION ALL
SELECT format('view %I: %s', o.relname, pg_get_viewdef(o.oid)) FROM ours o WHERE o.relkind = 'v'
UNION ALL
SELECT format('trigger %s', pg_get_triggerdef(g.oid)) FROM ours o JOIN pg_trigger g ON g.tgrelid = o.oid
WHERE NOT g.tgisinternal
UNION ALL
SELECT format('comment on %I.%s: %s', o.relname,
    (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = o.oid AND a.attnum = d.objsubid AND d.objsubid > 0),
    d.description)
FROM ours o JOIN pg_description d ON d.objoid = o.oid AND d.classoid = 'pg_class'::regclass
