SELECT "headline" FROM "Task" => Paint
SELECT "note" FROM "Task" => two coats
