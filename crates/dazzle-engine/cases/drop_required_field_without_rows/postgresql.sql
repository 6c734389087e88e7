-- drop foreign key `fk_Task_team` of `Task`
ALTER TABLE "Task" DROP CONSTRAINT "fk_Task_team";

-- drop unique constraint `uq_Task_code` of `Task`
ALTER TABLE "Task" DROP CONSTRAINT "uq_Task_code";

-- drop column `Task`.`code`
ALTER TABLE "Task" DROP COLUMN "code";

-- drop column `Task`.`team`
ALTER TABLE "Task" DROP COLUMN "team";
