-- rename table `Customer` to `Client`
ALTER TABLE "Customer" RENAME TO "Client";

-- rename column `Order`.`customer` to `client`
ALTER TABLE "Order" RENAME COLUMN "customer" TO "client";

-- rename constraint `fk_Customer_company` of `Client` to `fk_Client_company`
ALTER TABLE "Client" RENAME CONSTRAINT "fk_Customer_company" TO "fk_Client_company";

-- rename constraint `fk_Order_company_customer` of `Order` to `fk_Order_company_client`
ALTER TABLE "Order" RENAME CONSTRAINT "fk_Order_company_customer" TO "fk_Order_company_client";

-- rename index `ix_Customer_company` of `Client` to `ix_Client_company`
ALTER INDEX "ix_Customer_company" RENAME TO "ix_Client_company";

-- rename constraint `pk_Customer` of `Client` to `pk_Client`
ALTER TABLE "Client" RENAME CONSTRAINT "pk_Customer" TO "pk_Client";

-- rename constraint `uq_Customer_company_email` of `Client` to `uq_Client_company_email`
ALTER TABLE "Client" RENAME CONSTRAINT "uq_Customer_company_email" TO "uq_Client_company_email";

-- rename constraint `uq_Customer_company_id` of `Client` to `uq_Client_company_id`
ALTER TABLE "Client" RENAME CONSTRAINT "uq_Customer_company_id" TO "uq_Client_company_id";

-- create table `Line` (4 columns)
CREATE TABLE "Line" (
    "company" uuid DEFAULT (NULLIF(current_setting('dazzle.tenant_id', true), '')::UUID) NOT NULL,
    "id" uuid NOT NULL,
    "order" uuid NOT NULL,
    "position" integer,
    CONSTRAINT "pk_Line" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Line_company_id" UNIQUE ("company", "id"),
    CONSTRAINT "uq_Line_company_position" UNIQUE ("company", "position"),
    CONSTRAINT "fk_Line_company" FOREIGN KEY ("company") REFERENCES "Company" ("id"),
    CONSTRAINT "fk_Line_company_order" FOREIGN KEY ("company", "order") REFERENCES "Order" ("company", "id")
);
CREATE INDEX "ix_Line_company" ON "Line" ("company");

-- change column `Client`.`email`: type text to varchar(120)
--   stops at rows of `Client` whose `email` is longer than 120 characters
ALTER TABLE "Client" ALTER COLUMN "email" TYPE varchar(120);
ANALYZE "Client" ("email");
