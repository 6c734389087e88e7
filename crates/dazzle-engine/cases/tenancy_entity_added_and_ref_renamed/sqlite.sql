-- rename table `Customer` to `Client`
ALTER TABLE "Customer" RENAME TO "Client";

-- rename column `Order`.`customer` to `client`
ALTER TABLE "Order" RENAME COLUMN "customer" TO "client";

-- rename constraint `fk_Customer_company` of `Client` to `fk_Client_company`
CREATE TABLE "Client__new" (
    "company" CHAR(36) NOT NULL,
    "id" CHAR(36) NOT NULL,
    "email" TEXT NOT NULL,
    CONSTRAINT "pk_Customer" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Customer_company_email" UNIQUE ("company", "email"),
    CONSTRAINT "uq_Customer_company_id" UNIQUE ("company", "id"),
    CONSTRAINT "fk_Client_company" FOREIGN KEY ("company") REFERENCES "Company" ("id")
);
INSERT INTO "Client__new" (rowid, "company", "id", "email") SELECT rowid, "company", "id", "email" FROM "Client";
DROP TABLE "Client";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Client__new" RENAME TO "Client";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Customer_company" ON "Client" ("company");

-- rename constraint `fk_Order_company_customer` of `Order` to `fk_Order_company_client`
CREATE TABLE "Order__new" (
    "company" CHAR(36) NOT NULL,
    "id" CHAR(36) NOT NULL,
    "client" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Order" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Order_company_id" UNIQUE ("company", "id"),
    CONSTRAINT "fk_Order_company" FOREIGN KEY ("company") REFERENCES "Company" ("id"),
    CONSTRAINT "fk_Order_company_client" FOREIGN KEY ("company", "client") REFERENCES "Client" ("company", "id")
);
INSERT INTO "Order__new" (rowid, "company", "id", "client") SELECT rowid, "company", "id", "client" FROM "Order";
DROP TABLE "Order";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Order__new" RENAME TO "Order";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Order_company" ON "Order" ("company");

-- rename index `ix_Customer_company` of `Client` to `ix_Client_company`; rename constraint `pk_Customer` of `Client` to `pk_Client`; rename constraint `uq_Customer_company_email` of `Client` to `uq_Client_company_email`; rename constraint `uq_Customer_company_id` of `Client` to `uq_Client_company_id`; change column `Client`.`email`: type text to varchar(120)
--   stops at rows of `Client` whose `email` is longer than 120 characters
CREATE TABLE "Client__new" (
    "company" CHAR(36) NOT NULL,
    "id" CHAR(36) NOT NULL,
    "email" VARCHAR(120) NOT NULL,
    CONSTRAINT "pk_Client" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Client_company_email" UNIQUE ("company", "email"),
    CONSTRAINT "uq_Client_company_id" UNIQUE ("company", "id"),
    CONSTRAINT "fk_Client_company" FOREIGN KEY ("company") REFERENCES "Company" ("id")
);
INSERT INTO "Client__new" (rowid, "company", "id", "email") SELECT rowid, "company", "id", "email" FROM "Client";
DROP TABLE "Client";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Client__new" RENAME TO "Client";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Client_company" ON "Client" ("company");

-- create table `Line` (4 columns)
CREATE TABLE "Line" (
    "company" CHAR(36) NOT NULL,
    "id" CHAR(36) NOT NULL,
    "order" CHAR(36) NOT NULL,
    "position" INTEGER,
    CONSTRAINT "pk_Line" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Line_company_id" UNIQUE ("company", "id"),
    CONSTRAINT "uq_Line_company_position" UNIQUE ("company", "position"),
    CONSTRAINT "fk_Line_company" FOREIGN KEY ("company") REFERENCES "Company" ("id"),
    CONSTRAINT "fk_Line_company_order" FOREIGN KEY ("company", "order") REFERENCES "Order" ("company", "id")
);
CREATE INDEX "ix_Line_company" ON "Line" ("company");
