-- rename column `Note`.`about_id` to `subject_id`
ALTER TABLE "Note" RENAME COLUMN "about_id" TO "subject_id";

-- rename column `Note`.`about_type` to `subject_type`
ALTER TABLE "Note" RENAME COLUMN "about_type" TO "subject_type";

-- rename constraint `ck_Note_about_type` of `Note` to `ck_Note_subject_type`; rename index `ix_Note_about_type_about_id` of `Note` to `ix_Note_subject_type_subject_id`
CREATE TABLE "Note__new" (
    "id" CHAR(36) NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Note" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Note_subject_type" CHECK ("subject_type" IN ('Invoice', 'Note'))
);
INSERT INTO "Note__new" (rowid, "id", "subject_type", "subject_id") SELECT rowid, "id", "subject_type", "subject_id" FROM "Note";
DROP TABLE "Note";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Note__new" RENAME TO "Note";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Note_subject_type_subject_id" ON "Note" ("subject_type", "subject_id");
