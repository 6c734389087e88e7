-- drop index `ix_Task_status_due` of `Task`
DROP INDEX "ix_Task_status_due";

-- create index `ix_Task_due_status` on `Task`
CREATE INDEX "ix_Task_due_status" ON "Task" ("due", "status");
