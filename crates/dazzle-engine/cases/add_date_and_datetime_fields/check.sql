SELECT CAST(count(*) AS TEXT) FROM "Event" WHERE "day" IS NULL AND "starts_at" IS NULL AND "created_at" IS NULL AND "updated_at" IS NULL => 1
