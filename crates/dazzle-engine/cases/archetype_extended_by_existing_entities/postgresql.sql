-- add column `Letter`.`owner_name` varchar(80)
ALTER TABLE "Letter" ADD COLUMN "owner_name" varchar(80) DEFAULT 'nobody';

-- add column `Letter`.`note` text
ALTER TABLE "Letter" ADD COLUMN "note" text;

-- add column `Letter`.`version` integer, required
ALTER TABLE "Letter" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;

-- add column `Letter`.`created_at` timestamptz
ALTER TABLE "Letter" ADD COLUMN "created_at" timestamptz;

-- add column `Letter`.`updated_at` timestamptz
ALTER TABLE "Letter" ADD COLUMN "updated_at" timestamptz;

-- add column `Visit`.`created_at` timestamptz
ALTER TABLE "Visit" ADD COLUMN "created_at" timestamptz;

-- add column `Visit`.`updated_at` timestamptz
ALTER TABLE "Visit" ADD COLUMN "updated_at" timestamptz;

-- add column `Visit`.`owner_name` varchar(80)
ALTER TABLE "Visit" ADD COLUMN "owner_name" varchar(80) DEFAULT 'nobody';

-- add column `Visit`.`version` integer, required
ALTER TABLE "Visit" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;
