-- add column `Client`.`note` text; change column `Client`.`headline`: type varchar(80) to varchar(120)
CREATE TABLE "Client__new" (
    "id" CHAR(36) NOT NULL,
    "headline" VARCHAR(120) NOT NULL,
    "note" TEXT,
    CONSTRAINT "pk_Client" PRIMARY KEY ("id")
);
INSERT INTO "Client__new" (rowid, "id", "headline") SELECT rowid, "id", "headline" FROM "Client";
DROP TABLE "Client";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Client__new" RENAME TO "Client";
PRAGMA legacy_alter_table = OFF;
