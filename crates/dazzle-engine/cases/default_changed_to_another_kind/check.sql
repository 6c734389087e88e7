SELECT "label" FROM "Task" => none
SELECT CAST(count(*) AS TEXT) FROM "Task" WHERE "amount" = 1 => 1
