-- add column `Person`.`full_name` varchar(80)
ALTER TABLE "Person" ADD COLUMN "full_name" VARCHAR(80);

-- bring data in order: Person.first_name and Person.last_name look merged into `full_name`: fill it from them before they go; if it is not so, remove this data_migration
--   until SELECT count(*) FROM "Person" WHERE "full_name" IS NULL AND ("first_name" IS NOT NULL OR "last_name" IS NOT NULL) = 0
UPDATE "Person" SET "full_name" = "first_name" || ' ' || "last_name" WHERE "full_name" IS NULL;

-- drop column `Person`.`first_name`; drop column `Person`.`last_name`
ALTER TABLE "Person" DROP COLUMN "first_name";
ALTER TABLE "Person" DROP COLUMN "last_name";
