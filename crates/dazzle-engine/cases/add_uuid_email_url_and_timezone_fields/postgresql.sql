-- add column `Contact`.`external_key` uuid
ALTER TABLE "Contact" ADD COLUMN "external_key" uuid;

-- add column `Contact`.`email` text
ALTER TABLE "Contact" ADD COLUMN "email" text;

-- add column `Contact`.`website` text
ALTER TABLE "Contact" ADD COLUMN "website" text;

-- add column `Contact`.`timezone` text
ALTER TABLE "Contact" ADD COLUMN "timezone" text DEFAULT 'Europe/Vienna';
