-- drop index `ix_Thing_size` of `Thing`
DROP INDEX "ix_Thing_size";

-- drop unique constraint `uq_Thing_name` of `Thing`
ALTER TABLE "Thing" DROP CONSTRAINT "uq_Thing_name";

-- add column `Thing`.`label` text
ALTER TABLE "Thing" ADD COLUMN "label" text DEFAULT 'unnamed';

-- add column `Thing`.`state` text
ALTER TABLE "Thing" ADD COLUMN "state" text DEFAULT 'new';

-- add column `Thing`.`seen_at` timestamptz
ALTER TABLE "Thing" ADD COLUMN "seen_at" timestamptz;

-- add column `Thing`.`price_minor` bigint
ALTER TABLE "Thing" ADD COLUMN "price_minor" bigint;

-- add column `Thing`.`price_currency` varchar(3)
ALTER TABLE "Thing" ADD COLUMN "price_currency" varchar(3) DEFAULT 'GBP';

-- drop column `Thing`.`name`
ALTER TABLE "Thing" DROP COLUMN "name";

-- drop column `Thing`.`size`
ALTER TABLE "Thing" DROP COLUMN "size";

-- drop column `Thing`.`made_on`
ALTER TABLE "Thing" DROP COLUMN "made_on";

-- add check `ck_Thing_state` to `Thing`
--   stops at rows of `Thing` that break the check `ck_Thing_state`
ALTER TABLE "Thing" ADD CONSTRAINT "ck_Thing_state" CHECK ("state" IN ('new', 'used'));
