-- add column `Letter`.`owner_name` varchar(80); add column `Letter`.`note` text; add column `Letter`.`version` integer, required; add column `Letter`.`created_at` timestamptz; add column `Letter`.`updated_at` timestamptz
ALTER TABLE "Letter" ADD COLUMN "owner_name" VARCHAR(80) DEFAULT 'nobody';
ALTER TABLE "Letter" ADD COLUMN "note" TEXT;
ALTER TABLE "Letter" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "Letter" ADD COLUMN "created_at" DATETIME;
ALTER TABLE "Letter" ADD COLUMN "updated_at" DATETIME;

-- add column `Visit`.`created_at` timestamptz; add column `Visit`.`updated_at` timestamptz; add column `Visit`.`owner_name` varchar(80); add column `Visit`.`version` integer, required
ALTER TABLE "Visit" ADD COLUMN "created_at" DATETIME;
ALTER TABLE "Visit" ADD COLUMN "updated_at" DATETIME;
ALTER TABLE "Visit" ADD COLUMN "owner_name" VARCHAR(80) DEFAULT 'nobody';
ALTER TABLE "Visit" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;
