SELECT CAST(count(*) AS TEXT) FROM "Task" WHERE "a_b" = 4 => 1
