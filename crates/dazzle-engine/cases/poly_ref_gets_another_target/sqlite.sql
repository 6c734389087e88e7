-- drop check `ck_Note_about_type` of `Note`; add check `ck_Note_about_type` to `Note`
--   stops at rows of `Note` that break the check `ck_Note_about_type`
CREATE TABLE "Note__new" (
    "id" CHAR(36) NOT NULL,
    "about_type" TEXT,
    "about_id" CHAR(36),
    CONSTRAINT "pk_Note" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Note_about_type" CHECK ("about_type" IN ('Invoice', 'Receipt', 'Note'))
);
INSERT INTO "Note__new" (rowid, "id", "about_type", "about_id") SELECT rowid, "id", "about_type", "about_id" FROM "Note";
DROP TABLE "Note";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Note__new" RENAME TO "Note";
PRAGMA legacy_alter_table = OFF;

-- create table `Receipt` (1 column)
CREATE TABLE "Receipt" (
    "id" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Receipt" PRIMARY KEY ("id")
);
