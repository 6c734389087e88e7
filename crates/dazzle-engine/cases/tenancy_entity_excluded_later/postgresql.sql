-- drop foreign key `fk_City_tenant_id_country` of `City`
ALTER TABLE "City" DROP CONSTRAINT "fk_City_tenant_id_country";

-- drop foreign key `fk_Country_tenant_id` of `Country`
ALTER TABLE "Country" DROP CONSTRAINT "fk_Country_tenant_id";

-- drop index `ix_Country_tenant_id` of `Country`
DROP INDEX "ix_Country_tenant_id";

-- drop unique constraint `uq_Country_tenant_id_code` of `Country`
ALTER TABLE "Country" DROP CONSTRAINT "uq_Country_tenant_id_code";

-- drop unique constraint `uq_Country_tenant_id_id` of `Country`
ALTER TABLE "Country" DROP CONSTRAINT "uq_Country_tenant_id_id";

-- drop column `Country`.`tenant_id`
ALTER TABLE "Country" DROP COLUMN "tenant_id";

-- bring data in order: Country.code becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "Country" WHERE "code" IN (SELECT "code" FROM "Country" GROUP BY "code" HAVING count(*) > 1) = 0

-- add unique constraint `uq_Country_code` to `Country`
--   stops at rows of `Country` that are equal in the key of unique constraint `uq_Country_code`
ALTER TABLE "Country" ADD CONSTRAINT "uq_Country_code" UNIQUE ("code");

-- add foreign key `fk_City_country` to `City`
--   stops at rows of `City` that point to a `Country` that is not there
ALTER TABLE "City" ADD CONSTRAINT "fk_City_country" FOREIGN KEY ("country") REFERENCES "Country" ("id");
