-- Comments on what people made.
SELECT d.classoid::pg_catalog.regclass, d.objoid, d.objsubid, d.description
FROM pg_catalog.pg_description d
-- What initdb made has smaller numbers.
WHERE d.objoid >= 16384
  AND CASE d.classoid
          WHEN 'pg_catalog.pg_class'::pg_catalog.regclass THEN
              d.objoid IN (SELECT c.oid FROM pg_catalog.pg_class c
                            WHERE c.relnamespace = quote_ident(current_schema())::pg_catalog.regnamespace)
          WHEN 'pg_catalog.pg_proc'::pg_catalog.regclass THEN
              d.objoid IN (SELECT p.oid FROM pg_catalog.pg_proc p
                            WHERE p.pronamespace = quote_ident(current_schema())::pg_catalog.regnamespace)
          ELSE true
      END
