-- drop index `ix_Task_status_due` of `Task`; create index `ix_Task_due_status` on `Task`
DROP INDEX "ix_Task_status_due";
CREATE INDEX "ix_Task_due_status" ON "Task" ("due", "status");
