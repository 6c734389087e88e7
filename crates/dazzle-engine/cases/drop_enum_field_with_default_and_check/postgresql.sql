-- drop check `ck_Task_state` of `Task`
ALTER TABLE "Task" DROP CONSTRAINT "ck_Task_state";

-- drop column `Task`.`state`
ALTER TABLE "Task" DROP COLUMN "state";
