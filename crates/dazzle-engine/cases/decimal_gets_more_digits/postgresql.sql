-- change column `Price`.`net`: type decimal(8,2) to decimal(12,2)
ALTER TABLE "Price" ALTER COLUMN "net" TYPE numeric(12,2);
ANALYZE "Price" ("net");

-- change column `Price`.`rate`: type decimal(4,2) to decimal(8,4), default 0.2000
ALTER TABLE "Price" ALTER COLUMN "rate" DROP DEFAULT, ALTER COLUMN "rate" TYPE numeric(8,4), ALTER COLUMN "rate" SET DEFAULT 0.2000;
ANALYZE "Price" ("rate");
