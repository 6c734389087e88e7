-- change column `Order`.`total_minor`: no longer required
ALTER TABLE "Order" ALTER COLUMN "total_minor" DROP NOT NULL;

-- change column `Order`.`total_currency`: default 'EUR'
ALTER TABLE "Order" ALTER COLUMN "total_currency" SET DEFAULT 'EUR';
