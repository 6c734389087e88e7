-- drop index `ix_Task_due` of `Task`; drop index `ix_Task_status_due` of `Task`
DROP INDEX "ix_Task_due";
DROP INDEX "ix_Task_status_due";
