-- change column `Part`.`weight`: type decimal(6,2) to decimal(10,3), default 2.125; change column `Part`.`size`: type integer to varchar(20), default 'medium'; change column `Part`.`label`: type varchar(4) to varchar(40), no default
CREATE TABLE "Part__new" (
    "id" CHAR(36) NOT NULL,
    "weight" NUMERIC(10,3) NOT NULL DEFAULT 2.125,
    "size" VARCHAR(20) DEFAULT 'medium',
    "label" VARCHAR(40),
    CONSTRAINT "pk_Part" PRIMARY KEY ("id")
);
INSERT INTO "Part__new" (rowid, "id", "weight", "size", "label") SELECT rowid, "id", "weight", CAST("size" AS TEXT), "label" FROM "Part";
DROP TABLE "Part";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Part__new" RENAME TO "Part";
PRAGMA legacy_alter_table = OFF;
