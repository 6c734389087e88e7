-- drop foreign key `fk_Order_customer` of `Order`
CREATE TABLE "Order__new" (
    "id" CHAR(36) NOT NULL,
    "customer" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Order" PRIMARY KEY ("id")
);
INSERT INTO "Order__new" (rowid, "id", "customer") SELECT rowid, "id", "customer" FROM "Order";
DROP TABLE "Order";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Order__new" RENAME TO "Order";
PRAGMA legacy_alter_table = OFF;

-- drop unique constraint `uq_Customer_email` of `Customer`; add column `Customer`.`tenant_id` uuid
CREATE TABLE "Customer__new" (
    "id" CHAR(36) NOT NULL,
    "email" TEXT NOT NULL,
    "tenant_id" CHAR(36),
    CONSTRAINT "pk_Customer" PRIMARY KEY ("id")
);
INSERT INTO "Customer__new" (rowid, "id", "email") SELECT rowid, "id", "email" FROM "Customer";
DROP TABLE "Customer";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Customer__new" RENAME TO "Customer";
PRAGMA legacy_alter_table = OFF;

-- bring data in order: Customer.tenant_id becomes required: rows without a value need one
--   until SELECT count(*) FROM "Customer" WHERE "tenant_id" IS NULL = 0

-- change column `Customer`.`tenant_id`: required
--   stops at rows of `Customer` without a value for `tenant_id`
CREATE TABLE "Customer__new" (
    "id" CHAR(36) NOT NULL,
    "email" TEXT NOT NULL,
    "tenant_id" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Customer" PRIMARY KEY ("id")
);
INSERT INTO "Customer__new" (rowid, "id", "email", "tenant_id") SELECT rowid, "id", "email", "tenant_id" FROM "Customer";
DROP TABLE "Customer";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Customer__new" RENAME TO "Customer";
PRAGMA legacy_alter_table = OFF;

-- add column `Order`.`tenant_id` uuid
CREATE TABLE "Order__new" (
    "id" CHAR(36) NOT NULL,
    "customer" CHAR(36) NOT NULL,
    "tenant_id" CHAR(36),
    CONSTRAINT "pk_Order" PRIMARY KEY ("id")
);
INSERT INTO "Order__new" (rowid, "id", "customer") SELECT rowid, "id", "customer" FROM "Order";
DROP TABLE "Order";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Order__new" RENAME TO "Order";
PRAGMA legacy_alter_table = OFF;

-- bring data in order: Order.tenant_id becomes required: rows without a value need one
--   until SELECT count(*) FROM "Order" WHERE "tenant_id" IS NULL = 0

-- change column `Order`.`tenant_id`: required; add unique constraint `uq_Order_tenant_id_id` to `Order`
--   stops at rows of `Order` without a value for `tenant_id`
--   stops at rows of `Order` that are equal in the key of unique constraint `uq_Order_tenant_id_id`
CREATE TABLE "Order__new" (
    "id" CHAR(36) NOT NULL,
    "customer" CHAR(36) NOT NULL,
    "tenant_id" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Order" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Order_tenant_id_id" UNIQUE ("tenant_id", "id")
);
INSERT INTO "Order__new" (rowid, "id", "customer", "tenant_id") SELECT rowid, "id", "customer", "tenant_id" FROM "Order";
DROP TABLE "Order";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Order__new" RENAME TO "Order";
PRAGMA legacy_alter_table = OFF;

-- add unique constraint `uq_Customer_tenant_id_email` to `Customer`; add unique constraint `uq_Customer_tenant_id_id` to `Customer`; create index `ix_Customer_tenant_id` on `Customer`
--   stops at rows of `Customer` that are equal in the key of unique constraint `uq_Customer_tenant_id_email`
--   stops at rows of `Customer` that are equal in the key of unique constraint `uq_Customer_tenant_id_id`
CREATE TABLE "Customer__new" (
    "id" CHAR(36) NOT NULL,
    "email" TEXT NOT NULL,
    "tenant_id" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Customer" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Customer_tenant_id_email" UNIQUE ("tenant_id", "email"),
    CONSTRAINT "uq_Customer_tenant_id_id" UNIQUE ("tenant_id", "id")
);
INSERT INTO "Customer__new" (rowid, "id", "email", "tenant_id") SELECT rowid, "id", "email", "tenant_id" FROM "Customer";
DROP TABLE "Customer";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Customer__new" RENAME TO "Customer";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Customer_tenant_id" ON "Customer" ("tenant_id");

-- create index `ix_Order_tenant_id` on `Order`; add foreign key `fk_Order_tenant_id` to `Order`
--   stops at rows of `Order` that point to a `Company` that is not there
CREATE TABLE "Order__new" (
    "id" CHAR(36) NOT NULL,
    "customer" CHAR(36) NOT NULL,
    "tenant_id" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Order" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Order_tenant_id_id" UNIQUE ("tenant_id", "id"),
    CONSTRAINT "fk_Order_tenant_id" FOREIGN KEY ("tenant_id") REFERENCES "Company" ("id")
);
INSERT INTO "Order__new" (rowid, "id", "customer", "tenant_id") SELECT rowid, "id", "customer", "tenant_id" FROM "Order";
DROP TABLE "Order";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Order__new" RENAME TO "Order";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Order_tenant_id" ON "Order" ("tenant_id");

-- add foreign key `fk_Customer_tenant_id` to `Customer`
--   stops at rows of `Customer` that point to a `Company` that is not there
CREATE TABLE "Customer__new" (
    "id" CHAR(36) NOT NULL,
    "email" TEXT NOT NULL,
    "tenant_id" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Customer" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Customer_tenant_id_email" UNIQUE ("tenant_id", "email"),
    CONSTRAINT "uq_Customer_tenant_id_id" UNIQUE ("tenant_id", "id"),
    CONSTRAINT "fk_Customer_tenant_id" FOREIGN KEY ("tenant_id") REFERENCES "Company" ("id")
);
INSERT INTO "Customer__new" (rowid, "id", "email", "tenant_id") SELECT rowid, "id", "email", "tenant_id" FROM "Customer";
DROP TABLE "Customer";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Customer__new" RENAME TO "Customer";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Customer_tenant_id" ON "Customer" ("tenant_id");

-- add foreign key `fk_Order_tenant_id_customer` to `Order`
--   stops at rows of `Order` that point to a `Customer` that is not there
CREATE TABLE "Order__new" (
    "id" CHAR(36) NOT NULL,
    "customer" CHAR(36) NOT NULL,
    "tenant_id" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Order" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Order_tenant_id_id" UNIQUE ("tenant_id", "id"),
    CONSTRAINT "fk_Order_tenant_id" FOREIGN KEY ("tenant_id") REFERENCES "Company" ("id"),
    CONSTRAINT "fk_Order_tenant_id_customer" FOREIGN KEY ("tenant_id", "customer") REFERENCES "Customer" ("tenant_id", "id")
);
INSERT INTO "Order__new" (rowid, "id", "customer", "tenant_id") SELECT rowid, "id", "customer", "tenant_id" FROM "Order";
DROP TABLE "Order";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Order__new" RENAME TO "Order";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Order_tenant_id" ON "Order" ("tenant_id");
