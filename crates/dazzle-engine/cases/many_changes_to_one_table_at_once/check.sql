SELECT "headline" FROM "Task" WHERE "status" = 'done' => Fix
SELECT CAST(count(*) AS TEXT) FROM "Task" WHERE "team" = '00000000-0000-0000-0000-000000000001' AND "points" = 5 AND "note" = 'x' => 1
