SELECT CAST(count(*) AS TEXT) FROM "Code" WHERE "version" = 1 => 2
