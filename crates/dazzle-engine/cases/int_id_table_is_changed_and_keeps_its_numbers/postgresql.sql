-- add column `Bill`.`total` decimal(8,2), required
ALTER TABLE "Bill" ADD COLUMN "total" numeric(8,2) DEFAULT 0.00 NOT NULL;

-- add column `Visit`.`day` date, required
ALTER TABLE "Visit" ADD COLUMN "day" date DEFAULT CURRENT_DATE NOT NULL;

-- change column `Visit`.`note`: type varchar(20) to text
ALTER TABLE "Visit" ALTER COLUMN "note" TYPE text;
ANALYZE "Visit" ("note");
