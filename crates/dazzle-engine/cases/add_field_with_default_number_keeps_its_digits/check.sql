SELECT CAST(count(*) AS TEXT) FROM "Price" WHERE "rate" = 0.5 AND "factor" = 1.25 AND "pieces" = 12 AND "quoted" = 7 => 1
