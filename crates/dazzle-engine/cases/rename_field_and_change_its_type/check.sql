SELECT "title" FROM "Task" WHERE "score" = 3 => Paint
