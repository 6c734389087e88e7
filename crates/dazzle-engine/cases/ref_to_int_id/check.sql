SELECT CAST(count(*) AS TEXT) FROM "City" WHERE "country" IS NULL => 1
