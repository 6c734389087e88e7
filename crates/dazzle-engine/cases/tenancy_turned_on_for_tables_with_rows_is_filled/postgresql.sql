-- drop foreign key `fk_Order_customer` of `Order`
ALTER TABLE "Order" DROP CONSTRAINT "fk_Order_customer";

-- drop unique constraint `uq_Customer_email` of `Customer`
ALTER TABLE "Customer" DROP CONSTRAINT "uq_Customer_email";

-- add column `Customer`.`tenant_id` uuid
ALTER TABLE "Customer" ADD COLUMN "tenant_id" uuid DEFAULT (NULLIF(current_setting('dazzle.tenant_id', true), '')::UUID);

-- bring data in order: Customer.tenant_id becomes required: rows without a value need one
--   until SELECT count(*) FROM "Customer" WHERE "tenant_id" IS NULL = 0
UPDATE "Customer" SET "tenant_id" = '00000000-0000-0000-0000-000000000001' WHERE "tenant_id" IS NULL;

-- change column `Customer`.`tenant_id`: required
--   stops at rows of `Customer` without a value for `tenant_id`
ALTER TABLE "Customer" ALTER COLUMN "tenant_id" SET NOT NULL;

-- add column `Order`.`tenant_id` uuid
ALTER TABLE "Order" ADD COLUMN "tenant_id" uuid DEFAULT (NULLIF(current_setting('dazzle.tenant_id', true), '')::UUID);

-- bring data in order: Order.tenant_id becomes required: rows without a value need one
--   until SELECT count(*) FROM "Order" WHERE "tenant_id" IS NULL = 0
UPDATE "Order" SET "tenant_id" = '00000000-0000-0000-0000-000000000001' WHERE "tenant_id" IS NULL;

-- change column `Order`.`tenant_id`: required
--   stops at rows of `Order` without a value for `tenant_id`
ALTER TABLE "Order" ALTER COLUMN "tenant_id" SET NOT NULL;

-- add unique constraint `uq_Customer_tenant_id_email` to `Customer`
--   stops at rows of `Customer` that are equal in the key of unique constraint `uq_Customer_tenant_id_email`
ALTER TABLE "Customer" ADD CONSTRAINT "uq_Customer_tenant_id_email" UNIQUE ("tenant_id", "email");

-- add unique constraint `uq_Customer_tenant_id_id` to `Customer`
--   stops at rows of `Customer` that are equal in the key of unique constraint `uq_Customer_tenant_id_id`
ALTER TABLE "Customer" ADD CONSTRAINT "uq_Customer_tenant_id_id" UNIQUE ("tenant_id", "id");

-- create index `ix_Customer_tenant_id` on `Customer`
CREATE INDEX "ix_Customer_tenant_id" ON "Customer" ("tenant_id");

-- add unique constraint `uq_Order_tenant_id_id` to `Order`
--   stops at rows of `Order` that are equal in the key of unique constraint `uq_Order_tenant_id_id`
ALTER TABLE "Order" ADD CONSTRAINT "uq_Order_tenant_id_id" UNIQUE ("tenant_id", "id");

-- create index `ix_Order_tenant_id` on `Order`
CREATE INDEX "ix_Order_tenant_id" ON "Order" ("tenant_id");

-- add foreign key `fk_Customer_tenant_id` to `Customer`
--   stops at rows of `Customer` that point to a `Company` that is not there
ALTER TABLE "Customer" ADD CONSTRAINT "fk_Customer_tenant_id" FOREIGN KEY ("tenant_id") REFERENCES "Company" ("id");

-- add foreign key `fk_Order_tenant_id` to `Order`
--   stops at rows of `Order` that point to a `Company` that is not there
ALTER TABLE "Order" ADD CONSTRAINT "fk_Order_tenant_id" FOREIGN KEY ("tenant_id") REFERENCES "Company" ("id");

-- add foreign key `fk_Order_tenant_id_customer` to `Order`
--   stops at rows of `Order` that point to a `Customer` that is not there
ALTER TABLE "Order" ADD CONSTRAINT "fk_Order_tenant_id_customer" FOREIGN KEY ("tenant_id", "customer") REFERENCES "Customer" ("tenant_id", "id");
