-- change column `Price`.`net`: type decimal(8,2) to decimal(12,2); change column `Price`.`rate`: type decimal(4,2) to decimal(8,4), default 0.2000
CREATE TABLE "Price__new" (
    "id" CHAR(36) NOT NULL,
    "net" NUMERIC(12,2) NOT NULL,
    "rate" NUMERIC(8,4) DEFAULT 0.2000,
    CONSTRAINT "pk_Price" PRIMARY KEY ("id")
);
INSERT INTO "Price__new" (rowid, "id", "net", "rate") SELECT rowid, "id", "net", "rate" FROM "Price";
DROP TABLE "Price";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Price__new" RENAME TO "Price";
PRAGMA legacy_alter_table = OFF;
