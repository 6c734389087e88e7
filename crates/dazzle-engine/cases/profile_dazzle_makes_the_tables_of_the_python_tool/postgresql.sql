-- create table `Order` (6 columns)
CREATE SEQUENCE "Order_id_seq" AS integer;
CREATE TABLE "Order" (
    "id" integer DEFAULT nextval('"Order_id_seq"'::regclass) NOT NULL,
    "customer" uuid NOT NULL,
    "parent" uuid,
    "number" text NOT NULL,
    "due" date DEFAULT (CURRENT_DATE + interval '7 days'),
    "rate" numeric(6,2) DEFAULT 0.5,
    CONSTRAINT "Order_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Order_number_key" UNIQUE ("number"),
    CONSTRAINT "uq_Order_customer_number" UNIQUE ("customer", "number"),
    CONSTRAINT "Order_customer_fkey" FOREIGN KEY ("customer") REFERENCES "Customer" ("id"),
    CONSTRAINT "Order_parent_fkey" FOREIGN KEY ("parent") REFERENCES "Customer" ("id")
);
ALTER SEQUENCE "Order_id_seq" OWNED BY "Order"."id";
CREATE INDEX "ix_Order_due" ON "Order" ("due");

-- add column `Customer`.`name` text
ALTER TABLE "Customer" ADD COLUMN "name" text;

-- add column `Customer`.`balance_minor` integer
ALTER TABLE "Customer" ADD COLUMN "balance_minor" integer;

-- add column `Customer`.`balance_currency` text
ALTER TABLE "Customer" ADD COLUMN "balance_currency" text DEFAULT 'EUR';

-- add column `Customer`.`orders` text
ALTER TABLE "Customer" ADD COLUMN "orders" text;
