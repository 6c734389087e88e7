-- add column `Page`.`handle` text
ALTER TABLE "Page" ADD COLUMN "handle" text;

-- bring data in order: Page.handle becomes required: rows without a value need one
--   until SELECT count(*) FROM "Page" WHERE "handle" IS NULL = 0
UPDATE "Page" SET "handle" = lower("title") WHERE "handle" IS NULL;

-- change column `Page`.`handle`: required
--   stops at rows of `Page` without a value for `handle`
ALTER TABLE "Page" ALTER COLUMN "handle" SET NOT NULL;

-- add unique constraint `uq_Page_handle` to `Page`
--   stops at rows of `Page` that are equal in the key of unique constraint `uq_Page_handle`
ALTER TABLE "Page" ADD CONSTRAINT "uq_Page_handle" UNIQUE ("handle");
