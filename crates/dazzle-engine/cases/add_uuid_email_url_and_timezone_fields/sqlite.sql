-- add column `Contact`.`external_key` uuid; add column `Contact`.`email` text; add column `Contact`.`website` text; add column `Contact`.`timezone` text
ALTER TABLE "Contact" ADD COLUMN "external_key" CHAR(36);
ALTER TABLE "Contact" ADD COLUMN "email" TEXT;
ALTER TABLE "Contact" ADD COLUMN "website" TEXT;
ALTER TABLE "Contact" ADD COLUMN "timezone" TEXT DEFAULT 'Europe/Vienna';
