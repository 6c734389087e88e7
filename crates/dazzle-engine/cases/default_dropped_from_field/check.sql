SELECT "place" FROM "Task" WHERE "points" = 3 => O'Hare
SELECT CAST(count(*) AS TEXT) FROM "Task" WHERE "open" = FALSE AND "place" = 'Gate 4' => 1
