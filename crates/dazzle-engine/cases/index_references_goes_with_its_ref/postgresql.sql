-- drop foreign key `fk_Task_owner` of `Task`
ALTER TABLE "Task" DROP CONSTRAINT "fk_Task_owner";

-- drop index `ix_Task_owner` of `Task`
DROP INDEX "ix_Task_owner";

-- drop column `Task`.`owner`
ALTER TABLE "Task" DROP COLUMN "owner";
