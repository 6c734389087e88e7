SELECT CAST(count(*) AS TEXT) FROM "Task" => 2
