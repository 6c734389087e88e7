SELECT CAST(count(*) AS TEXT) FROM "Task" WHERE "deleted_at" IS NULL => 1
