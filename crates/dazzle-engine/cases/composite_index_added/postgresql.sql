-- create index `ix_Task_due` on `Task`
CREATE INDEX "ix_Task_due" ON "Task" ("due");

-- create index `ix_Task_status_due` on `Task`
CREATE INDEX "ix_Task_status_due" ON "Task" ("status", "due");
