-- What SQLite's own look at its tables gives; what it does not tell is taken from their texts.
WITH ours AS (
    SELECT name FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_'
)
SELECT 'table ' || o.name || iif(l.strict, ' STRICT', '') || iif(l.wr, ' WITHOUT ROWID', '')
FROM ours o, pragma_table_list(o.name) l WHERE l.schema = 'main'
UNION ALL
SELECT 'column ' || o.name || '.' || c.name || ' ' || replace(upper(c.type), ' ', '') 
    -- A column that is the row's own number is never NULL, whatever the table says.
    || iif(c."notnull" AND NOT (c.pk = 1 AND upper(c.type) = 'INTEGER' AND NOT l.wr
        AND (SELECT max(k.pk) FROM pragma_table_info(o.name) k) = 1), ' NOT NULL', '')
    || coalesce(' DEFAULT ' || CASE upper(c.dflt_value) WHEN 'TRUE' THEN '1' WHEN 'FALSE' THEN '0' WHEN 'NULL' THEN NULL
        ELSE replace(c.dflt_value, ', ', ',') END, '')
    || iif(c.pk, ' key ' || c.pk, '') || iif(c.hidden, ' hidden ' || c.hidden, '')
FROM ours o, pragma_table_xinfo(o.name) c, pragma_table_list(o.name) l WHERE l.schema = 'main'
UNION ALL
-- An index that SQLite made for a constraint has a number for a name.
SELECT 'index ' || o.name || '.' || iif(i.origin = 'c', i.name, '(' || i.origin || ')') || iif(i."unique", ' UNIQUE', '')
    || iif(i.partial, ' partial', '') || ' ('
    || (SELECT group_concat(coalesce(x.name, 'expression') || ' ' || x.coll || iif(x.desc, ' DESC', ''))
        FROM pragma_index_xinfo(i.name) x WHERE x.key) || ')'
FROM ours o, pragma_index_list(o.name) i
UNION ALL
SELECT 'foreign key ' || o.name || ' (' || group_concat(f."from") || ') to ' || lower(f."table") || ' ('
    || coalesce(group_concat(f."to"), (SELECT group_concat(k.name) FROM pragma_table_info(f."table") k WHERE k.pk)) || ') '
    || f.on_delete || ' ' || f.on_update || ' ' || f.match
FROM ours o, pragma_foreign_key_list(o.name) f GROUP BY o.name, f.id
