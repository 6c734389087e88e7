-- drop index `ix_Task_a_b` of `Task`
DROP INDEX "ix_Task_a_b";

-- drop unique constraint `uq_Task_a_b` of `Task`
ALTER TABLE "Task" DROP CONSTRAINT "uq_Task_a_b";

-- bring data in order: Task.a with b becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "Task" WHERE ("a", "b") IN (SELECT "a", "b" FROM "Task" GROUP BY "a", "b" HAVING count(*) > 1) = 0

-- add unique constraint `uq_Task_a_b` to `Task`
--   stops at rows of `Task` that are equal in the key of unique constraint `uq_Task_a_b`
ALTER TABLE "Task" ADD CONSTRAINT "uq_Task_a_b" UNIQUE ("a", "b");

-- create index `ix_Task_a_b` on `Task`
CREATE INDEX "ix_Task_a_b" ON "Task" ("a", "b");
