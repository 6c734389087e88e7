-- change column `Task`.`title`: type text to varchar(20)
--   stops at rows of `Task` whose `title` is longer than 20 characters
ALTER TABLE "Task" ALTER COLUMN "title" TYPE varchar(20);
ANALYZE "Task" ("title");
