SELECT CAST(count(*) AS TEXT) FROM "Member" WHERE "team" IS NULL AND "mentor" IS NULL => 1
