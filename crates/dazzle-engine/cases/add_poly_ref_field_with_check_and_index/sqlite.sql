-- add column `Note`.`subject_type` text; add column `Note`.`subject_id` uuid; add check `ck_Note_subject_type` to `Note`; create index `ix_Note_subject_type_subject_id` on `Note`
--   stops at rows of `Note` that break the check `ck_Note_subject_type`
CREATE TABLE "Note__new" (
    "id" CHAR(36) NOT NULL,
    "body" TEXT NOT NULL,
    "subject_type" TEXT,
    "subject_id" CHAR(36),
    CONSTRAINT "pk_Note" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Note_subject_type" CHECK ("subject_type" IN ('Invoice', 'Receipt'))
);
INSERT INTO "Note__new" (rowid, "id", "body") SELECT rowid, "id", "body" FROM "Note";
DROP TABLE "Note";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Note__new" RENAME TO "Note";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Note_subject_type_subject_id" ON "Note" ("subject_type", "subject_id");
