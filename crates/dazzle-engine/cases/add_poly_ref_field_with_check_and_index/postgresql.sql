-- add column `Note`.`subject_type` text
ALTER TABLE "Note" ADD COLUMN "subject_type" text;

-- add column `Note`.`subject_id` uuid
ALTER TABLE "Note" ADD COLUMN "subject_id" uuid;

-- add check `ck_Note_subject_type` to `Note`
--   stops at rows of `Note` that break the check `ck_Note_subject_type`
ALTER TABLE "Note" ADD CONSTRAINT "ck_Note_subject_type" CHECK ("subject_type" IN ('Invoice', 'Receipt'));

-- create index `ix_Note_subject_type_subject_id` on `Note`
CREATE INDEX "ix_Note_subject_type_subject_id" ON "Note" ("subject_type", "subject_id");
