SELECT CAST(count(*) AS TEXT) FROM "Case" WHERE "name" = 'none' AND "price" = 1.25 => 1
