SELECT "status" FROM "Task" WHERE "volume" = 'l' => done
