-- add column `Event`.`day` date; add column `Event`.`starts_at` timestamptz; add column `Event`.`created_at` timestamptz; add column `Event`.`updated_at` timestamptz
ALTER TABLE "Event" ADD COLUMN "day" DATE;
ALTER TABLE "Event" ADD COLUMN "starts_at" DATETIME;
ALTER TABLE "Event" ADD COLUMN "created_at" DATETIME;
ALTER TABLE "Event" ADD COLUMN "updated_at" DATETIME;
