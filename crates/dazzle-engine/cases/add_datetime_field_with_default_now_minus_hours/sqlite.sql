-- add column `Probe`.`since` timestamptz, required
CREATE TABLE "Probe__new" (
    "id" CHAR(36) NOT NULL,
    "since" DATETIME NOT NULL DEFAULT (datetime('now','-24 hours')),
    CONSTRAINT "pk_Probe" PRIMARY KEY ("id")
);
INSERT INTO "Probe__new" (rowid, "id") SELECT rowid, "id" FROM "Probe";
DROP TABLE "Probe";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Probe__new" RENAME TO "Probe";
PRAGMA legacy_alter_table = OFF;
