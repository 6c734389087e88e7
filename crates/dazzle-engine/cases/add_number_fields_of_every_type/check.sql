SELECT CAST(count(*) AS TEXT) FROM "Reading" WHERE "count" IS NULL AND "weight" IS NULL AND "factor" IS NULL => 1
SELECT "sensor" FROM "Reading" => north
