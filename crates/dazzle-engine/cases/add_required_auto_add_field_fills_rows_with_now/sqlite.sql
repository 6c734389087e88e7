-- add column `Page`.`created_at` timestamptz, required; change column `Page`.`created_at`: no default; add column `Page`.`changed_on` date, required; change column `Page`.`changed_on`: no default
CREATE TABLE "Page__new" (
    "id" CHAR(36) NOT NULL,
    "title" VARCHAR(80) NOT NULL,
    "created_at" DATETIME NOT NULL,
    "changed_on" DATE NOT NULL,
    CONSTRAINT "pk_Page" PRIMARY KEY ("id")
);
INSERT INTO "Page__new" (rowid, "id", "title", "created_at", "changed_on") SELECT rowid, "id", "title", ifnull(CURRENT_TIMESTAMP, NULL), ifnull(CURRENT_DATE, NULL) FROM "Page";
DROP TABLE "Page";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Page__new" RENAME TO "Page";
PRAGMA legacy_alter_table = OFF;
