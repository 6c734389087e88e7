SELECT "title" FROM "Task" => exactly twenty chars
