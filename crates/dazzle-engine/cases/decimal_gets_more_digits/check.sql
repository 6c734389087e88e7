SELECT CAST(count(*) AS TEXT) FROM "Price" WHERE "net" = 123456.78 AND "rate" = 12.25 => 1
