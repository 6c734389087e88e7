-- add column `Flag`.`active` boolean; add column `Flag`.`archived` boolean, required; add column `Flag`.`spoken` boolean
ALTER TABLE "Flag" ADD COLUMN "active" BOOLEAN DEFAULT 1;
ALTER TABLE "Flag" ADD COLUMN "archived" BOOLEAN NOT NULL DEFAULT 0;
ALTER TABLE "Flag" ADD COLUMN "spoken" BOOLEAN DEFAULT 1;
