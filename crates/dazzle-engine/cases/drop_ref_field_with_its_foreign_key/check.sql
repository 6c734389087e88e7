SELECT "title" FROM "Task" => Paint
