-- bring data in order: Person.name becomes required: rows without a value need one
--   until SELECT count(*) FROM "Person" WHERE "name" IS NULL = 0
UPDATE "Person" SET "name" = 'unknown' WHERE "name" IS NULL;

-- change column `Person`.`name`: required
--   stops at rows of `Person` without a value for `name`
ALTER TABLE "Person" ALTER COLUMN "name" SET NOT NULL;

-- change column `Person`.`points`: default 0
ALTER TABLE "Person" ALTER COLUMN "points" SET DEFAULT 0;

-- bring data in order: Person.points becomes required: rows without a value need one
--   until SELECT count(*) FROM "Person" WHERE "points" IS NULL = 0
UPDATE "Person" SET "points" = 0 WHERE "points" IS NULL;

-- change column `Person`.`points`: required
--   stops at rows of `Person` without a value for `points`
ALTER TABLE "Person" ALTER COLUMN "points" SET NOT NULL;
