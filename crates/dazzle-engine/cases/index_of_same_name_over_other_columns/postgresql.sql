-- drop index `ix_Task_a_b` of `Task`
DROP INDEX "ix_Task_a_b";

-- drop unique constraint `uq_Task_a_b` of `Task`
ALTER TABLE "Task" DROP CONSTRAINT "uq_Task_a_b";

-- add unique constraint `uq_Task_a_b` to `Task`
--   stops at rows of `Task` that are equal in the key of unique constraint `uq_Task_a_b`
ALTER TABLE "Task" ADD CONSTRAINT "uq_Task_a_b" UNIQUE ("a", "b");

-- create index `ix_Task_a_b` on `Task`
CREATE INDEX "ix_Task_a_b" ON "Task" ("a", "b");
