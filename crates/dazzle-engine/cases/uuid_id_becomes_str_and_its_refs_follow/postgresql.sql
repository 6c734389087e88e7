-- drop foreign key `fk_Stock_part` of `Stock`
ALTER TABLE "Stock" DROP CONSTRAINT "fk_Stock_part";

-- change column `Part`.`id`: type uuid to varchar(40)
ALTER TABLE "Part" ALTER COLUMN "id" TYPE varchar(40);
ANALYZE "Part" ("id");

-- change column `Stock`.`part`: type uuid to varchar(40)
ALTER TABLE "Stock" ALTER COLUMN "part" TYPE varchar(40);
ANALYZE "Stock" ("part");

-- add foreign key `fk_Stock_part` to `Stock`
--   stops at rows of `Stock` that point to a `Part` that is not there
ALTER TABLE "Stock" ADD CONSTRAINT "fk_Stock_part" FOREIGN KEY ("part") REFERENCES "Part" ("id");
