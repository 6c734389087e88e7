-- add column `Price`.`rate` decimal(6,2); add column `Price`.`factor` double; add column `Price`.`pieces` integer; add column `Price`.`quoted` integer
ALTER TABLE "Price" ADD COLUMN "rate" NUMERIC(6,2) DEFAULT 0.50;
ALTER TABLE "Price" ADD COLUMN "factor" REAL DEFAULT 1.25;
ALTER TABLE "Price" ADD COLUMN "pieces" INTEGER DEFAULT 12;
ALTER TABLE "Price" ADD COLUMN "quoted" INTEGER DEFAULT 7;
