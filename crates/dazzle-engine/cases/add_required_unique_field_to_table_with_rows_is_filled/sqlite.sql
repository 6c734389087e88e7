-- add column `Page`.`handle` text
ALTER TABLE "Page" ADD COLUMN "handle" TEXT;

-- bring data in order: Page.handle becomes required: rows without a value need one
--   until SELECT count(*) FROM "Page" WHERE "handle" IS NULL = 0
UPDATE "Page" SET "handle" = lower("title") WHERE "handle" IS NULL;

-- change column `Page`.`handle`: required; add unique constraint `uq_Page_handle` to `Page`
--   stops at rows of `Page` without a value for `handle`
--   stops at rows of `Page` that are equal in the key of unique constraint `uq_Page_handle`
CREATE TABLE "Page__new" (
    "id" CHAR(36) NOT NULL,
    "title" VARCHAR(80) NOT NULL,
    "handle" TEXT NOT NULL,
    CONSTRAINT "pk_Page" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Page_handle" UNIQUE ("handle")
);
INSERT INTO "Page__new" (rowid, "id", "title", "handle") SELECT rowid, "id", "title", "handle" FROM "Page";
DROP TABLE "Page";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Page__new" RENAME TO "Page";
PRAGMA legacy_alter_table = OFF;
