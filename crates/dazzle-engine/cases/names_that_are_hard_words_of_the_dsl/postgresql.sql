-- drop check `ck_Log_mode` of `Log`
ALTER TABLE "Log" DROP CONSTRAINT "ck_Log_mode";

-- add column `Log`.`schema` text
ALTER TABLE "Log" ADD COLUMN "schema" text;

-- add column `Log`.`step` integer
ALTER TABLE "Log" ADD COLUMN "step" integer DEFAULT 1;

-- add column `Log`.`topic` varchar(20)
ALTER TABLE "Log" ADD COLUMN "topic" varchar(20);

-- add column `Log`.`from` date
ALTER TABLE "Log" ADD COLUMN "from" date;

-- add column `Log`.`years` integer
ALTER TABLE "Log" ADD COLUMN "years" integer;

-- add column `Log`.`match` boolean
ALTER TABLE "Log" ADD COLUMN "match" boolean;

-- add column `Log`.`unique` integer
ALTER TABLE "Log" ADD COLUMN "unique" integer;

-- add column `Log`.`index` integer
ALTER TABLE "Log" ADD COLUMN "index" integer;

-- change column `Log`.`kind`: type varchar(20) to varchar(40)
ALTER TABLE "Log" ALTER COLUMN "kind" TYPE varchar(40);
ANALYZE "Log" ("kind");

-- change column `Log`.`mode`: default 'unique'
ALTER TABLE "Log" ALTER COLUMN "mode" SET DEFAULT 'unique';

-- add unique constraint `uq_Log_kind_topic` to `Log`
--   stops at rows of `Log` that are equal in the key of unique constraint `uq_Log_kind_topic`
ALTER TABLE "Log" ADD CONSTRAINT "uq_Log_kind_topic" UNIQUE ("kind", "topic");

-- add check `ck_Log_mode` to `Log`
--   stops at rows of `Log` that break the check `ck_Log_mode`
ALTER TABLE "Log" ADD CONSTRAINT "ck_Log_mode" CHECK ("mode" IN ('from', 'where', 'index', 'unique'));

-- create index `ix_Log_index_unique` on `Log`
CREATE INDEX "ix_Log_index_unique" ON "Log" ("index", "unique");
