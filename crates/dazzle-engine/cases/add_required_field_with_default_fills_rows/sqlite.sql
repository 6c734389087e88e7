-- add column `Item`.`unit` varchar(10), required; add column `Item`.`stock` integer, required
ALTER TABLE "Item" ADD COLUMN "unit" VARCHAR(10) NOT NULL DEFAULT 'piece';
ALTER TABLE "Item" ADD COLUMN "stock" INTEGER NOT NULL DEFAULT 0;
