-- drop foreign key `fk_Task_owner` of `Task`
ALTER TABLE "Task" DROP CONSTRAINT "fk_Task_owner";

-- add foreign key `fk_Task_owner` to `Task`
--   stops at rows of `Task` that point to a `Team` that is not there
ALTER TABLE "Task" ADD CONSTRAINT "fk_Task_owner" FOREIGN KEY ("owner") REFERENCES "Team" ("id");
