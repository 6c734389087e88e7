-- drop column `Task`.`deleted_at`
ALTER TABLE "Task" DROP COLUMN "deleted_at";
