SELECT CAST(count(*) AS TEXT) FROM "Upload" WHERE CAST("labels" AS TEXT) = '[]' => 1
SELECT CAST(count(*) AS TEXT) FROM "Upload" WHERE "meta" IS NULL AND "scan" IS NULL AND "preview" IS NULL => 1
