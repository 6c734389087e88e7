-- rename table `Invoice` to `Bill`
ALTER TABLE "Invoice" RENAME TO "Bill";

-- drop check `ck_Note_about_type` of `Note`
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

-- rename constraint `pk_Invoice` of `Bill` to `pk_Bill`
CREATE TABLE "Bill__new" (
    "id" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Bill" PRIMARY KEY ("id")
);
INSERT INTO "Bill__new" (rowid, "id") SELECT rowid, "id" FROM "Bill";
DROP TABLE "Bill";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Bill__new" RENAME TO "Bill";
PRAGMA legacy_alter_table = OFF;

-- run SQL: Note.about_type: `Invoice` becomes `Bill`
UPDATE "Note" SET "about_type" = 'Bill' WHERE "about_type" = 'Invoice';

-- add check `ck_Note_about_type` to `Note`
--   stops at rows of `Note` that break the check `ck_Note_about_type`
CREATE TABLE "Note__new" (
    "id" CHAR(36) NOT NULL,
    "about_type" TEXT,
    "about_id" CHAR(36),
    CONSTRAINT "pk_Note" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Note_about_type" CHECK ("about_type" IN ('Bill', 'Note'))
);
INSERT INTO "Note__new" (rowid, "id", "about_type", "about_id") SELECT rowid, "id", "about_type", "about_id" FROM "Note";
DROP TABLE "Note";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Note__new" RENAME TO "Note";
PRAGMA legacy_alter_table = OFF;
