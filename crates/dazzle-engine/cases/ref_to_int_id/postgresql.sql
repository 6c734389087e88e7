-- add column `City`.`country` integer
ALTER TABLE "City" ADD COLUMN "country" integer;

-- add foreign key `fk_City_country` to `City`
--   stops at rows of `City` that point to a `Country` that is not there
ALTER TABLE "City" ADD CONSTRAINT "fk_City_country" FOREIGN KEY ("country") REFERENCES "Country" ("id") ON DELETE RESTRICT;
