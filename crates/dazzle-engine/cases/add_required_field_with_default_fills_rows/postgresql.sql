-- add column `Item`.`unit` varchar(10), required
ALTER TABLE "Item" ADD COLUMN "unit" varchar(10) DEFAULT 'piece' NOT NULL;

-- add column `Item`.`stock` integer, required
ALTER TABLE "Item" ADD COLUMN "stock" integer DEFAULT 0 NOT NULL;
