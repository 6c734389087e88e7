-- add column `Person`.`name` varchar(80)
ALTER TABLE "Person" ADD COLUMN "name" varchar(80);

-- bring data in order: Person.name becomes required: rows without a value need one
--   until SELECT count(*) FROM "Person" WHERE "name" IS NULL = 0

-- change column `Person`.`name`: required
--   stops at rows of `Person` without a value for `name`
ALTER TABLE "Person" ALTER COLUMN "name" SET NOT NULL;

-- add column `Person`.`email` text
ALTER TABLE "Person" ADD COLUMN "email" text;

-- bring data in order: Person.email becomes required: rows without a value need one
--   until SELECT count(*) FROM "Person" WHERE "email" IS NULL = 0

-- change column `Person`.`email`: required
--   stops at rows of `Person` without a value for `email`
ALTER TABLE "Person" ALTER COLUMN "email" SET NOT NULL;

-- add column `Person`.`team` uuid
ALTER TABLE "Person" ADD COLUMN "team" uuid;

-- bring data in order: Person.team becomes required: rows without a value need one
--   until SELECT count(*) FROM "Person" WHERE "team" IS NULL = 0

-- change column `Person`.`team`: required
--   stops at rows of `Person` without a value for `team`
ALTER TABLE "Person" ALTER COLUMN "team" SET NOT NULL;

-- add column `Person`.`grade` text
ALTER TABLE "Person" ADD COLUMN "grade" text;

-- bring data in order: Person.grade becomes required: rows without a value need one
--   until SELECT count(*) FROM "Person" WHERE "grade" IS NULL = 0

-- change column `Person`.`grade`: required
--   stops at rows of `Person` without a value for `grade`
ALTER TABLE "Person" ALTER COLUMN "grade" SET NOT NULL;

-- add column `Person`.`fee_minor` bigint
ALTER TABLE "Person" ADD COLUMN "fee_minor" bigint;

-- bring data in order: Person.fee_minor becomes required: rows without a value need one
--   until SELECT count(*) FROM "Person" WHERE "fee_minor" IS NULL = 0

-- change column `Person`.`fee_minor`: required
--   stops at rows of `Person` without a value for `fee_minor`
ALTER TABLE "Person" ALTER COLUMN "fee_minor" SET NOT NULL;

-- add column `Person`.`fee_currency` varchar(3)
ALTER TABLE "Person" ADD COLUMN "fee_currency" varchar(3) DEFAULT 'GBP';

-- add unique constraint `uq_Person_email` to `Person`
--   stops at rows of `Person` that are equal in the key of unique constraint `uq_Person_email`
ALTER TABLE "Person" ADD CONSTRAINT "uq_Person_email" UNIQUE ("email");

-- add check `ck_Person_grade` to `Person`
--   stops at rows of `Person` that break the check `ck_Person_grade`
ALTER TABLE "Person" ADD CONSTRAINT "ck_Person_grade" CHECK ("grade" IN ('a', 'b'));

-- add foreign key `fk_Person_team` to `Person`
--   stops at rows of `Person` that point to a `Team` that is not there
ALTER TABLE "Person" ADD CONSTRAINT "fk_Person_team" FOREIGN KEY ("team") REFERENCES "Team" ("id");
