SELECT CAST(count(*) AS TEXT) FROM "Task" WHERE "note" = '  two spaces' => 1
