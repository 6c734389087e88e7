-- add column `Letter`.`origin` text, required
ALTER TABLE "Letter" ADD COLUMN "origin" text DEFAULT 'web' NOT NULL;

-- add column `Visit`.`origin` text, required
ALTER TABLE "Visit" ADD COLUMN "origin" text DEFAULT 'web' NOT NULL;

-- add check `ck_Letter_origin` to `Letter`
--   stops at rows of `Letter` that break the check `ck_Letter_origin`
ALTER TABLE "Letter" ADD CONSTRAINT "ck_Letter_origin" CHECK ("origin" IN ('web', 'paper'));

-- add check `ck_Visit_origin` to `Visit`
--   stops at rows of `Visit` that break the check `ck_Visit_origin`
ALTER TABLE "Visit" ADD CONSTRAINT "ck_Visit_origin" CHECK ("origin" IN ('web', 'paper'));
