-- create table `Address` (5 columns)
CREATE TABLE "Address" (
    "id" CHAR(36) NOT NULL,
    "customer" CHAR(36) NOT NULL,
    "street" VARCHAR(120) NOT NULL,
    "zip" VARCHAR(12),
    "primary" BOOLEAN DEFAULT 0,
    CONSTRAINT "pk_Address" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Address_customer_street" UNIQUE ("customer", "street"),
    CONSTRAINT "fk_Address_customer" FOREIGN KEY ("customer") REFERENCES "Customer" ("id")
);
CREATE INDEX "ix_Address_zip" ON "Address" ("zip");
