-- create index `ix_Task_due` on `Task`; create index `ix_Task_status_due` on `Task`
CREATE INDEX "ix_Task_due" ON "Task" ("due");
CREATE INDEX "ix_Task_status_due" ON "Task" ("status", "due");
