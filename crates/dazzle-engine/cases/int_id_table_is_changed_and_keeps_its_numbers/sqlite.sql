-- add column `Bill`.`total` decimal(8,2), required
ALTER TABLE "Bill" ADD COLUMN "total" NUMERIC(8,2) NOT NULL DEFAULT 0.00;

-- add column `Visit`.`day` date, required; change column `Visit`.`note`: type varchar(20) to text
CREATE TABLE "Visit__new" (
    "id" INTEGER NOT NULL,
    "note" TEXT NOT NULL,
    "day" DATE NOT NULL DEFAULT CURRENT_DATE,
    CONSTRAINT "pk_Visit" PRIMARY KEY ("id")
);
INSERT INTO "Visit__new" ("id", "note") SELECT "id", "note" FROM "Visit";
DROP TABLE "Visit";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Visit__new" RENAME TO "Visit";
PRAGMA legacy_alter_table = OFF;
