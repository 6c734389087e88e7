SELECT "title" FROM "Task" => Paint the door
