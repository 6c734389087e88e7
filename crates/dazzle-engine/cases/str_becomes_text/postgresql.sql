-- change column `Task`.`title`: type varchar(50) to text
ALTER TABLE "Task" ALTER COLUMN "title" TYPE text;
ANALYZE "Task" ("title");

-- change column `Task`.`note`: type varchar(20) to text
ALTER TABLE "Task" ALTER COLUMN "note" TYPE text;
ANALYZE "Task" ("note");
