-- rename column `Order`.`total_currency` to `amount_currency`
ALTER TABLE "Order" RENAME COLUMN "total_currency" TO "amount_currency";

-- rename column `Order`.`total_minor` to `amount_minor`
ALTER TABLE "Order" RENAME COLUMN "total_minor" TO "amount_minor";

-- rename constraint `uq_Order_total_minor` of `Order` to `uq_Order_amount_minor`
ALTER TABLE "Order" RENAME CONSTRAINT "uq_Order_total_minor" TO "uq_Order_amount_minor";
