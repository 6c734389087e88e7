SELECT CAST(count(*) AS TEXT) FROM "Case" WHERE "low" = 1 => 1
