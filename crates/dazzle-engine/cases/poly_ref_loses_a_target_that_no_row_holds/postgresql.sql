-- drop check `ck_Note_about_type` of `Note`
ALTER TABLE "Note" DROP CONSTRAINT "ck_Note_about_type";

-- change column `Note`.`about_type`: no longer required
ALTER TABLE "Note" ALTER COLUMN "about_type" DROP NOT NULL;

-- change column `Note`.`about_id`: no longer required
ALTER TABLE "Note" ALTER COLUMN "about_id" DROP NOT NULL;

-- bring data in order: Note.about_type no longer takes `Receipt`: rows that hold it need another value
--   until SELECT count(*) FROM "Note" WHERE "about_type" NOT IN ('Invoice') = 0

-- add check `ck_Note_about_type` to `Note`
--   stops at rows of `Note` that break the check `ck_Note_about_type`
ALTER TABLE "Note" ADD CONSTRAINT "ck_Note_about_type" CHECK ("about_type" IN ('Invoice'));

-- create index `ix_Note_about_type_about_id` on `Note`
CREATE INDEX "ix_Note_about_type_about_id" ON "Note" ("about_type", "about_id");
