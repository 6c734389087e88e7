SELECT "third" FROM "Task" => two
SELECT CAST(count(*) AS TEXT) FROM "Task" WHERE "fourth" IS NULL => 1
