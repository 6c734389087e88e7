-- add column `Level`.`floor` integer; add column `Level`.`depth` decimal(8,2); add column `Level`.`offset` double, required
ALTER TABLE "Level" ADD COLUMN "floor" INTEGER DEFAULT -1;
ALTER TABLE "Level" ADD COLUMN "depth" NUMERIC(8,2) DEFAULT -12.75;
ALTER TABLE "Level" ADD COLUMN "offset" REAL NOT NULL DEFAULT -0.5;
