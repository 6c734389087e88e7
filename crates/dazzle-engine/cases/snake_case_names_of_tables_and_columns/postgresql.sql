-- add column `infusion_pump`.`unit2_bed` varchar(20)
ALTER TABLE "infusion_pump" ADD COLUMN "unit2_bed" varchar(20) DEFAULT 'none';

-- add column `infusion_pump`.`net_price_minor` bigint
ALTER TABLE "infusion_pump" ADD COLUMN "net_price_minor" bigint;

-- add column `infusion_pump`.`net_price_currency` varchar(3)
ALTER TABLE "infusion_pump" ADD COLUMN "net_price_currency" varchar(3) DEFAULT 'EUR';

-- change column `infusion_pump`.`max_rate`: type decimal(6,2) to decimal(8,2)
ALTER TABLE "infusion_pump" ALTER COLUMN "max_rate" TYPE numeric(8,2);
ANALYZE "infusion_pump" ("max_rate");

-- add column `pump_use`.`about_type` text
ALTER TABLE "pump_use" ADD COLUMN "about_type" text;

-- add column `pump_use`.`about_id` uuid
ALTER TABLE "pump_use" ADD COLUMN "about_id" uuid;

-- create index `ix_infusion_pump_unit2_bed` on `infusion_pump`
CREATE INDEX "ix_infusion_pump_unit2_bed" ON "infusion_pump" ("unit2_bed");

-- add unique constraint `uq_pump_use_the_pump_about_type_about_id` to `pump_use`
--   stops at rows of `pump_use` that are equal in the key of unique constraint `uq_pump_use_the_pump_about_type_about_id`
ALTER TABLE "pump_use" ADD CONSTRAINT "uq_pump_use_the_pump_about_type_about_id" UNIQUE ("the_pump", "about_type", "about_id");

-- add check `ck_pump_use_about_type` to `pump_use`
--   stops at rows of `pump_use` that break the check `ck_pump_use_about_type`
ALTER TABLE "pump_use" ADD CONSTRAINT "ck_pump_use_about_type" CHECK ("about_type" IN ('InfusionPump', 'PumpUse'));
