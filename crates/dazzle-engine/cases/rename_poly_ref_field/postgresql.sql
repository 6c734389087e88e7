-- rename column `Note`.`about_id` to `subject_id`
ALTER TABLE "Note" RENAME COLUMN "about_id" TO "subject_id";

-- rename column `Note`.`about_type` to `subject_type`
ALTER TABLE "Note" RENAME COLUMN "about_type" TO "subject_type";

-- rename constraint `ck_Note_about_type` of `Note` to `ck_Note_subject_type`
ALTER TABLE "Note" RENAME CONSTRAINT "ck_Note_about_type" TO "ck_Note_subject_type";

-- rename index `ix_Note_about_type_about_id` of `Note` to `ix_Note_subject_type_subject_id`
ALTER INDEX "ix_Note_about_type_about_id" RENAME TO "ix_Note_subject_type_subject_id";
