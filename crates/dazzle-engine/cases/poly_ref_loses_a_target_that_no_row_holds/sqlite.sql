-- drop check `ck_Note_about_type` of `Note`; change column `Note`.`about_type`: no longer required; change column `Note`.`about_id`: no longer required
CREATE TABLE "Note__new" (
    "id" CHAR(36) NOT NULL,
    "about_type" TEXT,
    "about_id" CHAR(36),
    CONSTRAINT "pk_Note" PRIMARY KEY ("id")
);
INSERT INTO "Note__new" (rowid, "id", "about_type", "about_id") SELECT rowid, "id", "about_type", "about_id" FROM "Note";
DROP TABLE "Note";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Note__new" RENAME TO "Note";
PRAGMA legacy_alter_table = OFF;

-- bring data in order: Note.about_type no longer takes `Receipt`: rows that hold it need another value
--   until SELECT count(*) FROM "Note" WHERE "about_type" NOT IN ('Invoice') = 0

-- add check `ck_Note_about_type` to `Note`; create index `ix_Note_about_type_about_id` on `Note`
--   stops at rows of `Note` that break the check `ck_Note_about_type`
CREATE TABLE "Note__new" (
    "id" CHAR(36) NOT NULL,
    "about_type" TEXT,
    "about_id" CHAR(36),
    CONSTRAINT "pk_Note" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Note_about_type" CHECK ("about_type" IN ('Invoice'))
);
INSERT INTO "Note__new" (rowid, "id", "about_type", "about_id") SELECT rowid, "id", "about_type", "about_id" FROM "Note";
DROP TABLE "Note";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Note__new" RENAME TO "Note";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Note_about_type_about_id" ON "Note" ("about_type", "about_id");
