-- add column `Entry`.`day` date; add column `Entry`.`noted_on` date, required
CREATE TABLE "Entry__new" (
    "id" CHAR(36) NOT NULL,
    "day" DATE DEFAULT CURRENT_DATE,
    "noted_on" DATE NOT NULL DEFAULT CURRENT_DATE,
    CONSTRAINT "pk_Entry" PRIMARY KEY ("id")
);
INSERT INTO "Entry__new" (rowid, "id") SELECT rowid, "id" FROM "Entry";
DROP TABLE "Entry";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Entry__new" RENAME TO "Entry";
PRAGMA legacy_alter_table = OFF;
