-- change column `House`.`number`: type integer to varchar(12); change column `House`.`floor`: type integer to varchar(12), default '0'
CREATE TABLE "House__new" (
    "id" CHAR(36) NOT NULL,
    "number" VARCHAR(12) NOT NULL,
    "floor" VARCHAR(12) DEFAULT '0',
    CONSTRAINT "pk_House" PRIMARY KEY ("id")
);
INSERT INTO "House__new" (rowid, "id", "number", "floor") SELECT rowid, "id", CAST("number" AS TEXT), CAST("floor" AS TEXT) FROM "House";
DROP TABLE "House";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "House__new" RENAME TO "House";
PRAGMA legacy_alter_table = OFF;
