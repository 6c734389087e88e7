SELECT CAST(count(*) AS TEXT) FROM "User" WHERE "phone" IS NULL => 2
