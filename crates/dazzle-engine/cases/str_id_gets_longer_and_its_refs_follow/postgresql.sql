-- drop foreign key `fk_City_country` of `City`
ALTER TABLE "City" DROP CONSTRAINT "fk_City_country";

-- drop foreign key `fk_City_twin` of `City`
ALTER TABLE "City" DROP CONSTRAINT "fk_City_twin";

-- change column `City`.`country`: type varchar(2) to varchar(20)
ALTER TABLE "City" ALTER COLUMN "country" TYPE varchar(20);
ANALYZE "City" ("country");

-- change column `City`.`twin`: type varchar(2) to varchar(20)
ALTER TABLE "City" ALTER COLUMN "twin" TYPE varchar(20);
ANALYZE "City" ("twin");

-- change column `Country`.`id`: type varchar(2) to varchar(20)
ALTER TABLE "Country" ALTER COLUMN "id" TYPE varchar(20);
ANALYZE "Country" ("id");

-- add foreign key `fk_City_country` to `City`
--   stops at rows of `City` that point to a `Country` that is not there
ALTER TABLE "City" ADD CONSTRAINT "fk_City_country" FOREIGN KEY ("country") REFERENCES "Country" ("id");

-- add foreign key `fk_City_twin` to `City`
--   stops at rows of `City` that point to a `Country` that is not there
ALTER TABLE "City" ADD CONSTRAINT "fk_City_twin" FOREIGN KEY ("twin") REFERENCES "Country" ("id");
