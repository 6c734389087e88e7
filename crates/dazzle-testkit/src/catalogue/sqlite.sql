WITH ours AS (
    SELECT name FROM sqlite_schema
    WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' AND name NOT LIKE '\_dazzle%' ESCAPE '\'
),
indexes AS (
    -- An index that SQLite made for a constraint has a number for a name.
    SELECT o.name AS tbl, i.name, iif(i.origin = 'c', i.name, '(' || i.origin || ')') AS shown, i."unique", i.partial
    FROM ours o, pragma_index_list(o.name) i
)
SELECT 'column ' || o.name || '.' || c.name || ' ' || c.type || iif(c."notnull", ' NOT NULL', '')
    || coalesce(' DEFAULT ' || c.dflt_value, '') || iif(c.pk, ' key ' || c.pk, '') || iif(c.hidden, ' hidden', '')
FROM ours o, pragma_table_xinfo(o.name) c
UNION ALL
SELECT 'table ' || o.name || iif(l.strict, ' STRICT', '') || iif(l.wr, ' WITHOUT ROWID', '')
FROM ours o, pragma_table_list(o.name) l WHERE l.schema = 'main'
UNION ALL
SELECT 'index ' || i.tbl || '.' || i.shown || iif(i."unique", ' UNIQUE', '') || iif(i.partial, ' partial', '') || ' ('
    || (SELECT group_concat(coalesce(x.name, 'expression') || ' ' || x.coll || iif(x.desc, ' DESC', ''))
        FROM pragma_index_xinfo(i.name) x WHERE x.key) || ')'
FROM indexes i
UNION ALL
SELECT 'foreign key ' || o.name || ' (' || group_concat(f."from") || ') to ' || f."table" || ' ('
    || coalesce(group_concat(f."to"), '') || ') ' || f.on_delete || ' ' || f.on_update || ' ' || f.match
FROM ours o, pragma_foreign_key_list(o.name) f GROUP BY o.name, f.id
