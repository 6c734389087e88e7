-- drop foreign key `fk_Part_parent` of `Part`
ALTER TABLE "Part" DROP CONSTRAINT "fk_Part_parent";

-- drop foreign key `fk_Stock_part` of `Stock`
ALTER TABLE "Stock" DROP CONSTRAINT "fk_Stock_part";

-- change column `Part`.`id`: type integer to varchar(20), no longer numbered
ALTER TABLE "Part" ALTER COLUMN "id" DROP IDENTITY;
ALTER TABLE "Part" ALTER COLUMN "id" TYPE varchar(20);
ANALYZE "Part" ("id");

-- change column `Part`.`parent`: type integer to varchar(20)
ALTER TABLE "Part" ALTER COLUMN "parent" TYPE varchar(20);
ANALYZE "Part" ("parent");

-- change column `Stock`.`part`: type integer to varchar(20)
ALTER TABLE "Stock" ALTER COLUMN "part" TYPE varchar(20);
ANALYZE "Stock" ("part");

-- add foreign key `fk_Part_parent` to `Part`
--   stops at rows of `Part` that point to a `Part` that is not there
ALTER TABLE "Part" ADD CONSTRAINT "fk_Part_parent" FOREIGN KEY ("parent") REFERENCES "Part" ("id");

-- add foreign key `fk_Stock_part` to `Stock`
--   stops at rows of `Stock` that point to a `Part` that is not there
ALTER TABLE "Stock" ADD CONSTRAINT "fk_Stock_part" FOREIGN KEY ("part") REFERENCES "Part" ("id");
