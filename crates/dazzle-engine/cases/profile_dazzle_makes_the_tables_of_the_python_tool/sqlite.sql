-- create table `Order` (6 columns)
CREATE TABLE "Order" (
    "id" INTEGER NOT NULL,
    "customer" CHAR(36) NOT NULL,
    "parent" CHAR(36),
    "number" TEXT NOT NULL,
    "due" DATE DEFAULT (date('now','+7 days')),
    "rate" NUMERIC(6,2) DEFAULT 0.5,
    CONSTRAINT "Order_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Order_number_key" UNIQUE ("number"),
    CONSTRAINT "uq_Order_customer_number" UNIQUE ("customer", "number"),
    CONSTRAINT "Order_customer_fkey" FOREIGN KEY ("customer") REFERENCES "Customer" ("id"),
    CONSTRAINT "Order_parent_fkey" FOREIGN KEY ("parent") REFERENCES "Customer" ("id")
);
CREATE INDEX "ix_Order_due" ON "Order" ("due");

-- add column `Customer`.`name` text; add column `Customer`.`balance_minor` integer; add column `Customer`.`balance_currency` text; add column `Customer`.`orders` text
ALTER TABLE "Customer" ADD COLUMN "name" TEXT;
ALTER TABLE "Customer" ADD COLUMN "balance_minor" INTEGER;
ALTER TABLE "Customer" ADD COLUMN "balance_currency" TEXT DEFAULT 'EUR';
ALTER TABLE "Customer" ADD COLUMN "orders" TEXT;
