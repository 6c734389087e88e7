-- drop foreign key `fk_Customer_tenant_id` of `Customer`
CREATE TABLE "Customer__new" (
    "tenant_id" CHAR(36) NOT NULL,
    "id" CHAR(36) NOT NULL,
    "email" TEXT NOT NULL,
    CONSTRAINT "pk_Customer" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Customer_tenant_id_email" UNIQUE ("tenant_id", "email"),
    CONSTRAINT "uq_Customer_tenant_id_id" UNIQUE ("tenant_id", "id")
);
INSERT INTO "Customer__new" (rowid, "tenant_id", "id", "email") SELECT rowid, "tenant_id", "id", "email" FROM "Customer";
DROP TABLE "Customer";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Customer__new" RENAME TO "Customer";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Customer_tenant_id" ON "Customer" ("tenant_id");

-- drop foreign key `fk_Order_tenant_id` of `Order`; drop foreign key `fk_Order_tenant_id_customer` of `Order`
CREATE TABLE "Order__new" (
    "tenant_id" CHAR(36) NOT NULL,
    "id" CHAR(36) NOT NULL,
    "customer" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Order" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Order_tenant_id_id" UNIQUE ("tenant_id", "id")
);
INSERT INTO "Order__new" (rowid, "tenant_id", "id", "customer") SELECT rowid, "tenant_id", "id", "customer" FROM "Order";
DROP TABLE "Order";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Order__new" RENAME TO "Order";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Order_tenant_id" ON "Order" ("tenant_id");

-- drop index `ix_Customer_tenant_id` of `Customer`; drop unique constraint `uq_Customer_tenant_id_email` of `Customer`; drop unique constraint `uq_Customer_tenant_id_id` of `Customer`; drop column `Customer`.`tenant_id`
CREATE TABLE "Customer__new" (
    "id" CHAR(36) NOT NULL,
    "email" TEXT NOT NULL,
    CONSTRAINT "pk_Customer" PRIMARY KEY ("id")
);
INSERT INTO "Customer__new" (rowid, "id", "email") SELECT rowid, "id", "email" FROM "Customer";
DROP TABLE "Customer";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Customer__new" RENAME TO "Customer";
PRAGMA legacy_alter_table = OFF;

-- drop index `ix_Order_tenant_id` of `Order`; drop unique constraint `uq_Order_tenant_id_id` of `Order`; drop column `Order`.`tenant_id`
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

-- bring data in order: Customer.email becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "Customer" WHERE "email" IN (SELECT "email" FROM "Customer" GROUP BY "email" HAVING count(*) > 1) = 0

-- add unique constraint `uq_Customer_email` to `Customer`
--   stops at rows of `Customer` that are equal in the key of unique constraint `uq_Customer_email`
CREATE TABLE "Customer__new" (
    "id" CHAR(36) NOT NULL,
    "email" TEXT NOT NULL,
    CONSTRAINT "pk_Customer" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Customer_email" UNIQUE ("email")
);
INSERT INTO "Customer__new" (rowid, "id", "email") SELECT rowid, "id", "email" FROM "Customer";
DROP TABLE "Customer";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Customer__new" RENAME TO "Customer";
PRAGMA legacy_alter_table = OFF;

-- add foreign key `fk_Order_customer` to `Order`
--   stops at rows of `Order` that point to a `Customer` that is not there
CREATE TABLE "Order__new" (
    "id" CHAR(36) NOT NULL,
    "customer" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Order" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Order_customer" FOREIGN KEY ("customer") REFERENCES "Customer" ("id")
);
INSERT INTO "Order__new" (rowid, "id", "customer") SELECT rowid, "id", "customer" FROM "Order";
DROP TABLE "Order";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Order__new" RENAME TO "Order";
PRAGMA legacy_alter_table = OFF;
