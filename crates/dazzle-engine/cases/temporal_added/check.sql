SELECT CAST(count(*) AS TEXT) FROM "Assignment" WHERE "ends_on" IS NULL => 2
