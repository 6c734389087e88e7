SELECT CAST(count(*) AS TEXT) FROM "Assignment" WHERE "seat" = 'A' AND "until" IS NULL => 1
