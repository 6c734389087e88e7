-- drop column `Task`.`note`
ALTER TABLE "Task" DROP COLUMN "note";

-- drop column `Task`.`points`
ALTER TABLE "Task" DROP COLUMN "points";

-- drop column `Task`.`weight`
ALTER TABLE "Task" DROP COLUMN "weight";
