-- change column `Task`.`title`: type varchar(50) to varchar(200)
ALTER TABLE "Task" ALTER COLUMN "title" TYPE varchar(200);
ANALYZE "Task" ("title");
