-- add column `Flag`.`active` boolean
ALTER TABLE "Flag" ADD COLUMN "active" boolean DEFAULT true;

-- add column `Flag`.`archived` boolean, required
ALTER TABLE "Flag" ADD COLUMN "archived" boolean DEFAULT false NOT NULL;

-- add column `Flag`.`spoken` boolean
ALTER TABLE "Flag" ADD COLUMN "spoken" boolean DEFAULT true;
