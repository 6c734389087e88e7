-- add column `Letter`.`origin` text, required; add check `ck_Letter_origin` to `Letter`
--   stops at rows of `Letter` that break the check `ck_Letter_origin`
CREATE TABLE "Letter__new" (
    "created_at" DATETIME,
    "id" CHAR(36) NOT NULL,
    "origin" TEXT NOT NULL DEFAULT 'web',
    CONSTRAINT "pk_Letter" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Letter_origin" CHECK ("origin" IN ('web', 'paper'))
);
INSERT INTO "Letter__new" (rowid, "created_at", "id") SELECT rowid, "created_at", "id" FROM "Letter";
DROP TABLE "Letter";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Letter__new" RENAME TO "Letter";
PRAGMA legacy_alter_table = OFF;

-- add column `Visit`.`origin` text, required; add check `ck_Visit_origin` to `Visit`
--   stops at rows of `Visit` that break the check `ck_Visit_origin`
CREATE TABLE "Visit__new" (
    "created_at" DATETIME,
    "id" CHAR(36) NOT NULL,
    "origin" TEXT NOT NULL DEFAULT 'web',
    CONSTRAINT "pk_Visit" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Visit_origin" CHECK ("origin" IN ('web', 'paper'))
);
INSERT INTO "Visit__new" (rowid, "created_at", "id") SELECT rowid, "created_at", "id" FROM "Visit";
DROP TABLE "Visit";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Visit__new" RENAME TO "Visit";
PRAGMA legacy_alter_table = OFF;
