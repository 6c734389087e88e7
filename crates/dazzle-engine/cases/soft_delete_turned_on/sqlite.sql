-- add column `Task`.`deleted_at` timestamptz; create index `ix_Task_deleted_at` on `Task`
ALTER TABLE "Task" ADD COLUMN "deleted_at" DATETIME;
CREATE INDEX "ix_Task_deleted_at" ON "Task" ("deleted_at");
