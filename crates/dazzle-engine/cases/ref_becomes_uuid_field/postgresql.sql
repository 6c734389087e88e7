-- drop foreign key `fk_Task_owner` of `Task`
ALTER TABLE "Task" DROP CONSTRAINT "fk_Task_owner";
