-- rename column `Task`.`size` to `volume`
ALTER TABLE "Task" RENAME COLUMN "size" TO "volume";

-- rename column `Task`.`state` to `status`
ALTER TABLE "Task" RENAME COLUMN "state" TO "status";

-- drop check `ck_Task_size` of `Task`
ALTER TABLE "Task" DROP CONSTRAINT "ck_Task_size";

-- change column `Task`.`status`: default 'open'
ALTER TABLE "Task" ALTER COLUMN "status" SET DEFAULT 'open';

-- change column `Task`.`volume`: no default
ALTER TABLE "Task" ALTER COLUMN "volume" DROP DEFAULT;

-- add check `ck_Task_status` to `Task`
--   stops at rows of `Task` that break the check `ck_Task_status`
ALTER TABLE "Task" ADD CONSTRAINT "ck_Task_status" CHECK ("status" IN ('open', 'done'));
