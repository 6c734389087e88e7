-- add column `Shop`.`region` varchar(40)
ALTER TABLE "Shop" ADD COLUMN "region" varchar(40);

-- bring data in order: Shop.region becomes required: rows without a value need one
--   until SELECT count(*) FROM "Shop" WHERE "region" IS NULL = 0
UPDATE "Shop" SET "region" = 'region of ' || "city" WHERE "region" IS NULL;

-- change column `Shop`.`region`: required
--   stops at rows of `Shop` without a value for `region`
ALTER TABLE "Shop" ALTER COLUMN "region" SET NOT NULL;
