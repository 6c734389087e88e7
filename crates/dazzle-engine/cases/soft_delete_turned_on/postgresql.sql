-- add column `Task`.`deleted_at` timestamptz
ALTER TABLE "Task" ADD COLUMN "deleted_at" timestamptz;

-- create index `ix_Task_deleted_at` on `Task`
CREATE INDEX "ix_Task_deleted_at" ON "Task" ("deleted_at");
