-- drop column `Task`.`note`; drop column `Task`.`points`; drop column `Task`.`weight`
ALTER TABLE "Task" DROP COLUMN "note";
ALTER TABLE "Task" DROP COLUMN "points";
ALTER TABLE "Task" DROP COLUMN "weight";
