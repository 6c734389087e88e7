-- drop index `ix_Task_list_code` of `Task`
DROP INDEX "ix_Task_list_code";

-- add unique constraint `uq_Task_list_code` to `Task`
--   stops at rows of `Task` that are equal in the key of unique constraint `uq_Task_list_code`
ALTER TABLE "Task" ADD CONSTRAINT "uq_Task_list_code" UNIQUE ("list", "code");
