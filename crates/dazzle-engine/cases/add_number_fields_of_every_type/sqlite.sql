-- add column `Reading`.`count` integer; add column `Reading`.`weight` decimal(8,3); add column `Reading`.`factor` double
ALTER TABLE "Reading" ADD COLUMN "count" INTEGER;
ALTER TABLE "Reading" ADD COLUMN "weight" NUMERIC(8,3);
ALTER TABLE "Reading" ADD COLUMN "factor" REAL;
