SELECT "title" FROM "TaskList" => home
