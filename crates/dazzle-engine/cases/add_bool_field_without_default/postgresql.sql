-- add column `Task`.`done` boolean
ALTER TABLE "Task" ADD COLUMN "done" boolean;
