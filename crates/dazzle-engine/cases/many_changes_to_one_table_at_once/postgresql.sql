-- rename column `Task`.`state` to `status`
ALTER TABLE "Task" RENAME COLUMN "state" TO "status";

-- rename column `Task`.`title` to `headline`
ALTER TABLE "Task" RENAME COLUMN "title" TO "headline";

-- drop foreign key `fk_Task_team` of `Task`
ALTER TABLE "Task" DROP CONSTRAINT "fk_Task_team";

-- drop index `ix_Task_state_points` of `Task`
DROP INDEX "ix_Task_state_points";

-- drop check `ck_Task_state` of `Task`
ALTER TABLE "Task" DROP CONSTRAINT "ck_Task_state";

-- drop unique constraint `uq_Task_old_code` of `Task`
ALTER TABLE "Task" DROP CONSTRAINT "uq_Task_old_code";

-- rename constraint `uq_Task_title_team` of `Task` to `uq_Task_headline_team`
ALTER TABLE "Task" RENAME CONSTRAINT "uq_Task_title_team" TO "uq_Task_headline_team";

-- add column `Task`.`due` date
ALTER TABLE "Task" ADD COLUMN "due" date DEFAULT (CURRENT_DATE + interval '7 days');

-- add column `Task`.`price_minor` bigint
ALTER TABLE "Task" ADD COLUMN "price_minor" bigint;

-- add column `Task`.`price_currency` varchar(3)
ALTER TABLE "Task" ADD COLUMN "price_currency" varchar(3) DEFAULT 'EUR';

-- change column `Task`.`headline`: type varchar(50) to varchar(200)
ALTER TABLE "Task" ALTER COLUMN "headline" TYPE varchar(200);
ANALYZE "Task" ("headline");

-- change column `Task`.`note`: type varchar(50) to text, default 'none'
ALTER TABLE "Task" ALTER COLUMN "note" DROP DEFAULT, ALTER COLUMN "note" TYPE text, ALTER COLUMN "note" SET DEFAULT 'none';
ANALYZE "Task" ("note");

-- bring data in order: Task.status becomes required: rows without a value need one
--   until SELECT count(*) FROM "Task" WHERE "status" IS NULL = 0

-- change column `Task`.`status`: required
--   stops at rows of `Task` without a value for `status`
ALTER TABLE "Task" ALTER COLUMN "status" SET NOT NULL;

-- change column `Task`.`points`: default 1
ALTER TABLE "Task" ALTER COLUMN "points" SET DEFAULT 1;

-- bring data in order: Task.points becomes required: rows without a value need one
--   until SELECT count(*) FROM "Task" WHERE "points" IS NULL = 0

-- change column `Task`.`points`: required
--   stops at rows of `Task` without a value for `points`
ALTER TABLE "Task" ALTER COLUMN "points" SET NOT NULL;

-- drop column `Task`.`old_code`
ALTER TABLE "Task" DROP COLUMN "old_code";

-- bring data in order: Task.headline becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "Task" WHERE "headline" IN (SELECT "headline" FROM "Task" GROUP BY "headline" HAVING count(*) > 1) = 0

-- add unique constraint `uq_Task_headline` to `Task`
--   stops at rows of `Task` that are equal in the key of unique constraint `uq_Task_headline`
ALTER TABLE "Task" ADD CONSTRAINT "uq_Task_headline" UNIQUE ("headline");

-- add check `ck_Task_status` to `Task`
--   stops at rows of `Task` that break the check `ck_Task_status`
ALTER TABLE "Task" ADD CONSTRAINT "ck_Task_status" CHECK ("status" IN ('open', 'waiting', 'done'));

-- create index `ix_Task_status_points_due` on `Task`
CREATE INDEX "ix_Task_status_points_due" ON "Task" ("status", "points", "due");

-- add foreign key `fk_Task_team` to `Task`
--   stops at rows of `Task` that point to a `Team` that is not there
ALTER TABLE "Task" ADD CONSTRAINT "fk_Task_team" FOREIGN KEY ("team") REFERENCES "Team" ("id") ON DELETE CASCADE;
