SELECT "headline" FROM "Task" => Paint
SELECT "title" FROM "Task" => new
