-- create table `Address` (4 columns)
CREATE TABLE "Address" (
    "id" uuid NOT NULL,
    "customer" uuid NOT NULL,
    "street" varchar(80),
    "city" varchar(80),
    CONSTRAINT "pk_Address" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Address_customer" FOREIGN KEY ("customer") REFERENCES "Customer" ("id")
);

-- bring data in order: Customer.street and Customer.city look moved to the new table Address: take the values over before they go; if it is not so, remove this data_migration
--   until SELECT count(*) FROM "Customer" AS o WHERE (o."street" IS NOT NULL OR o."city" IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM "Address" AS n WHERE n."customer" = o."id") = 0
INSERT INTO "Address" ("id", "customer", "street", "city") SELECT "id", "id", "street", "city" FROM "Customer" WHERE "street" IS NOT NULL OR "city" IS NOT NULL;

-- drop column `Customer`.`street`
ALTER TABLE "Customer" DROP COLUMN "street";

-- drop column `Customer`.`city`
ALTER TABLE "Customer" DROP COLUMN "city";
