-- add column `Entry`.`seen_at` timestamptz; add column `Entry`.`made_at` timestamptz, required
CREATE TABLE "Entry__new" (
    "id" CHAR(36) NOT NULL,
    "seen_at" DATETIME DEFAULT CURRENT_TIMESTAMP,
    "made_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "pk_Entry" PRIMARY KEY ("id")
);
INSERT INTO "Entry__new" (rowid, "id") SELECT rowid, "id" FROM "Entry";
DROP TABLE "Entry";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Entry__new" RENAME TO "Entry";
PRAGMA legacy_alter_table = OFF;
