SELECT CAST(count(*) AS TEXT) FROM "Bill" WHERE "total_minor" = 500 => 1
