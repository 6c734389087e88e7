SELECT CAST(count(*) AS TEXT) FROM "Task" WHERE "points" IS NULL AND "place" IS NULL AND "due" IS NULL => 1
SELECT "place" FROM "Task" WHERE "points" = 8 => Gate 4
