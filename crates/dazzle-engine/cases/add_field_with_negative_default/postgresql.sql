-- add column `Level`.`floor` integer
ALTER TABLE "Level" ADD COLUMN "floor" integer DEFAULT -1;

-- add column `Level`.`depth` decimal(8,2)
ALTER TABLE "Level" ADD COLUMN "depth" numeric(8,2) DEFAULT -12.75;

-- add column `Level`.`offset` double, required
ALTER TABLE "Level" ADD COLUMN "offset" double precision DEFAULT -0.5 NOT NULL;
