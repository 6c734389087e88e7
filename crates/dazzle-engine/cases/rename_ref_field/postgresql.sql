-- rename column `Task`.`owner` to `assignee`
ALTER TABLE "Task" RENAME COLUMN "owner" TO "assignee";

-- rename constraint `fk_Task_owner` of `Task` to `fk_Task_assignee`
ALTER TABLE "Task" RENAME CONSTRAINT "fk_Task_owner" TO "fk_Task_assignee";
