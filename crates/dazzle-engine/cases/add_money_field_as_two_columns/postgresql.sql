-- add column `Order`.`total_minor` bigint
ALTER TABLE "Order" ADD COLUMN "total_minor" bigint;

-- add column `Order`.`total_currency` varchar(3)
ALTER TABLE "Order" ADD COLUMN "total_currency" varchar(3) DEFAULT 'EUR';

-- add column `Order`.`shipping_minor` bigint
ALTER TABLE "Order" ADD COLUMN "shipping_minor" bigint;

-- add column `Order`.`shipping_currency` varchar(3)
ALTER TABLE "Order" ADD COLUMN "shipping_currency" varchar(3) DEFAULT 'GBP';
