-- create table `Address` (5 columns)
CREATE TABLE "Address" (
    "id" uuid NOT NULL,
    "customer" uuid NOT NULL,
    "street" varchar(120) NOT NULL,
    "zip" varchar(12),
    "primary" boolean DEFAULT false,
    CONSTRAINT "pk_Address" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Address_customer_street" UNIQUE ("customer", "street"),
    CONSTRAINT "fk_Address_customer" FOREIGN KEY ("customer") REFERENCES "Customer" ("id")
);
CREATE INDEX "ix_Address_zip" ON "Address" ("zip");
