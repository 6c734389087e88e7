-- bring data in order: Person.name becomes required: rows without a value need one
--   until SELECT count(*) FROM "Person" WHERE "name" IS NULL = 0

-- change column `Person`.`name`: required
--   stops at rows of `Person` without a value for `name`
ALTER TABLE "Person" ALTER COLUMN "name" SET NOT NULL;
