SELECT CAST(count(*) AS TEXT) FROM "Task" WHERE "done" IS NULL => 1
