-- add column `Customer`.`street` varchar(80)
ALTER TABLE "Customer" ADD COLUMN "street" varchar(80);

-- add column `Customer`.`city` varchar(80)
ALTER TABLE "Customer" ADD COLUMN "city" varchar(80);

-- bring data in order: Address.street and Address.city look merged into Customer: take the values over before the table goes; if it is not so, remove this data_migration
--   until SELECT count(*) FROM "Address" AS o WHERE (o."street" IS NOT NULL OR o."city" IS NOT NULL) AND EXISTS (SELECT 1 FROM "Customer" AS n WHERE n."id" = o."customer" AND n."street" IS NULL AND n."city" IS NULL) = 0
UPDATE "Customer" SET "street" = (SELECT a."street" FROM "Address" AS a WHERE a."customer" = "Customer"."id"), "city" = (SELECT a."city" FROM "Address" AS a WHERE a."customer" = "Customer"."id");

-- drop table `Address`
DROP TABLE "Address";
