-- add column `Reading`.`count` integer
ALTER TABLE "Reading" ADD COLUMN "count" integer;

-- add column `Reading`.`weight` decimal(8,3)
ALTER TABLE "Reading" ADD COLUMN "weight" numeric(8,3);

-- add column `Reading`.`factor` double
ALTER TABLE "Reading" ADD COLUMN "factor" double precision;
