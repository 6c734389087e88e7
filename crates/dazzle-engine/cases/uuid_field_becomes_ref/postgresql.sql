-- add foreign key `fk_Task_owner` to `Task`
--   stops at rows of `Task` that point to a `User` that is not there
ALTER TABLE "Task" ADD CONSTRAINT "fk_Task_owner" FOREIGN KEY ("owner") REFERENCES "User" ("id");
