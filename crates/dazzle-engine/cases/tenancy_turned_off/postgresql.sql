-- drop foreign key `fk_Customer_tenant_id` of `Customer`
ALTER TABLE "Customer" DROP CONSTRAINT "fk_Customer_tenant_id";

-- drop foreign key `fk_Order_tenant_id` of `Order`
ALTER TABLE "Order" DROP CONSTRAINT "fk_Order_tenant_id";

-- drop foreign key `fk_Order_tenant_id_customer` of `Order`
ALTER TABLE "Order" DROP CONSTRAINT "fk_Order_tenant_id_customer";

-- drop index `ix_Customer_tenant_id` of `Customer`
DROP INDEX "ix_Customer_tenant_id";

-- drop unique constraint `uq_Customer_tenant_id_email` of `Customer`
ALTER TABLE "Customer" DROP CONSTRAINT "uq_Customer_tenant_id_email";

-- drop unique constraint `uq_Customer_tenant_id_id` of `Customer`
ALTER TABLE "Customer" DROP CONSTRAINT "uq_Customer_tenant_id_id";

-- drop index `ix_Order_tenant_id` of `Order`
DROP INDEX "ix_Order_tenant_id";

-- drop unique constraint `uq_Order_tenant_id_id` of `Order`
ALTER TABLE "Order" DROP CONSTRAINT "uq_Order_tenant_id_id";

-- drop column `Customer`.`tenant_id`
ALTER TABLE "Customer" DROP COLUMN "tenant_id";

-- drop column `Order`.`tenant_id`
ALTER TABLE "Order" DROP COLUMN "tenant_id";

-- bring data in order: Customer.email becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "Customer" WHERE "email" IN (SELECT "email" FROM "Customer" GROUP BY "email" HAVING count(*) > 1) = 0

-- add unique constraint `uq_Customer_email` to `Customer`
--   stops at rows of `Customer` that are equal in the key of unique constraint `uq_Customer_email`
ALTER TABLE "Customer" ADD CONSTRAINT "uq_Customer_email" UNIQUE ("email");

-- add foreign key `fk_Order_customer` to `Order`
--   stops at rows of `Order` that point to a `Customer` that is not there
ALTER TABLE "Order" ADD CONSTRAINT "fk_Order_customer" FOREIGN KEY ("customer") REFERENCES "Customer" ("id");
