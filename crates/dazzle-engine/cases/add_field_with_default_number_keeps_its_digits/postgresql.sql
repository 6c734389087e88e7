-- add column `Price`.`rate` decimal(6,2)
ALTER TABLE "Price" ADD COLUMN "rate" numeric(6,2) DEFAULT 0.50;

-- add column `Price`.`factor` double
ALTER TABLE "Price" ADD COLUMN "factor" double precision DEFAULT 1.25;

-- add column `Price`.`pieces` integer
ALTER TABLE "Price" ADD COLUMN "pieces" integer DEFAULT 12;

-- add column `Price`.`quoted` integer
ALTER TABLE "Price" ADD COLUMN "quoted" integer DEFAULT 7;
