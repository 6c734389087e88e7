-- add column `Order`.`total_minor` bigint; add column `Order`.`total_currency` varchar(3); add column `Order`.`shipping_minor` bigint; add column `Order`.`shipping_currency` varchar(3)
ALTER TABLE "Order" ADD COLUMN "total_minor" BIGINT;
ALTER TABLE "Order" ADD COLUMN "total_currency" VARCHAR(3) DEFAULT 'EUR';
ALTER TABLE "Order" ADD COLUMN "shipping_minor" BIGINT;
ALTER TABLE "Order" ADD COLUMN "shipping_currency" VARCHAR(3) DEFAULT 'GBP';
