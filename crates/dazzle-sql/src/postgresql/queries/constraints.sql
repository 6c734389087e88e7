-- Constraints of tables and domains.
SELECT k.conrelid,
       k.contypid,
       k.oid,
       k.conname,
       k.contype,
       nullif(concat(CASE WHEN k.condeferrable THEN 'd' END, CASE WHEN k.condeferred THEN 'i' END,
                     CASE WHEN NOT k.convalidated THEN 'v' END, CASE WHEN k.connoinherit THEN 'n' END,
                     CASE WHEN NOT k.conenforced THEN 'e' END, CASE WHEN k.conperiod THEN 'p' END,
                     CASE WHEN k.confdelsetcols IS NOT NULL THEN 's' END,
                     CASE WHEN k.conparentid <> 0 THEN 'c' END, CASE WHEN NOT k.conislocal THEN 'l' END), ''),
       k.conkey,
       nullif(k.conindid, 0),
       nullif(k.confrelid, 0),
       k.confkey,
       CASE WHEN k.contype = 'f' THEN k.confdeltype::text || k.confupdtype::text || k.confmatchtype::text END,
       CASE WHEN k.contype = 'c' THEN pg_get_expr(k.conbin, k.conrelid) END,
       CASE WHEN k.contype NOT IN ('c', 'p', 'u', 'n') OR k.conrelid = 0 OR k.condeferrable OR NOT k.convalidated
                 OR k.contype IN ('c', 'n') AND k.connoinherit OR k.conperiod THEN
           pg_get_constraintdef(k.oid)
       END
-- A column that an older server lacks is taken from `older`, which is further out.
FROM (SELECT true AS conenforced, false AS conperiod, NULL::smallint[] AS confdelsetcols) older
CROSS JOIN LATERAL (
    SELECT oid, conrelid, contypid, conname, contype, condeferrable, condeferred, convalidated, connoinherit,
           conenforced, conperiod, confdelsetcols, conparentid, conislocal, conkey, conindid, confrelid, confkey,
           confdeltype, confupdtype, confmatchtype, conbin, connamespace
      FROM pg_catalog.pg_constraint) k
WHERE k.contype <> 't'
  AND k.connamespace = quote_ident(current_schema())::pg_catalog.regnamespace
ORDER BY k.conrelid, k.conname
