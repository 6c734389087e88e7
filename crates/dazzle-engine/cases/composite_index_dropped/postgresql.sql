-- drop index `ix_Task_due` of `Task`
DROP INDEX "ix_Task_due";

-- drop index `ix_Task_status_due` of `Task`
DROP INDEX "ix_Task_status_due";
