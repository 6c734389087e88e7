-- add column `Person`.`name` varchar(80)
ALTER TABLE "Person" ADD COLUMN "name" VARCHAR(80);

-- bring data in order: Person.name becomes required: rows without a value need one
--   until SELECT count(*) FROM "Person" WHERE "name" IS NULL = 0

-- change column `Person`.`name`: required; add column `Person`.`email` text
--   stops at rows of `Person` without a value for `name`
CREATE TABLE "Person__new" (
    "id" CHAR(36) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "email" TEXT,
    CONSTRAINT "pk_Person" PRIMARY KEY ("id")
);
INSERT INTO "Person__new" (rowid, "id", "name") SELECT rowid, "id", "name" FROM "Person";
DROP TABLE "Person";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Person__new" RENAME TO "Person";
PRAGMA legacy_alter_table = OFF;

-- bring data in order: Person.email becomes required: rows without a value need one
--   until SELECT count(*) FROM "Person" WHERE "email" IS NULL = 0

-- change column `Person`.`email`: required; add column `Person`.`team` uuid
--   stops at rows of `Person` without a value for `email`
CREATE TABLE "Person__new" (
    "id" CHAR(36) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "email" TEXT NOT NULL,
    "team" CHAR(36),
    CONSTRAINT "pk_Person" PRIMARY KEY ("id")
);
INSERT INTO "Person__new" (rowid, "id", "name", "email") SELECT rowid, "id", "name", "email" FROM "Person";
DROP TABLE "Person";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Person__new" RENAME TO "Person";
PRAGMA legacy_alter_table = OFF;

-- bring data in order: Person.team becomes required: rows without a value need one
--   until SELECT count(*) FROM "Person" WHERE "team" IS NULL = 0

-- change column `Person`.`team`: required; add column `Person`.`grade` text
--   stops at rows of `Person` without a value for `team`
CREATE TABLE "Person__new" (
    "id" CHAR(36) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "email" TEXT NOT NULL,
    "team" CHAR(36) NOT NULL,
    "grade" TEXT,
    CONSTRAINT "pk_Person" PRIMARY KEY ("id")
);
INSERT INTO "Person__new" (rowid, "id", "name", "email", "team") SELECT rowid, "id", "name", "email", "team" FROM "Person";
DROP TABLE "Person";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Person__new" RENAME TO "Person";
PRAGMA legacy_alter_table = OFF;

-- bring data in order: Person.grade becomes required: rows without a value need one
--   until SELECT count(*) FROM "Person" WHERE "grade" IS NULL = 0

-- change column `Person`.`grade`: required; add column `Person`.`fee_minor` bigint
--   stops at rows of `Person` without a value for `grade`
CREATE TABLE "Person__new" (
    "id" CHAR(36) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "email" TEXT NOT NULL,
    "team" CHAR(36) NOT NULL,
    "grade" TEXT NOT NULL,
    "fee_minor" BIGINT,
    CONSTRAINT "pk_Person" PRIMARY KEY ("id")
);
INSERT INTO "Person__new" (rowid, "id", "name", "email", "team", "grade") SELECT rowid, "id", "name", "email", "team", "grade" FROM "Person";
DROP TABLE "Person";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Person__new" RENAME TO "Person";
PRAGMA legacy_alter_table = OFF;

-- bring data in order: Person.fee_minor becomes required: rows without a value need one
--   until SELECT count(*) FROM "Person" WHERE "fee_minor" IS NULL = 0

-- change column `Person`.`fee_minor`: required; add column `Person`.`fee_currency` varchar(3); add unique constraint `uq_Person_email` to `Person`; add check `ck_Person_grade` to `Person`; add foreign key `fk_Person_team` to `Person`
--   stops at rows of `Person` without a value for `fee_minor`
--   stops at rows of `Person` that are equal in the key of unique constraint `uq_Person_email`
--   stops at rows of `Person` that break the check `ck_Person_grade`
--   stops at rows of `Person` that point to a `Team` that is not there
CREATE TABLE "Person__new" (
    "id" CHAR(36) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "email" TEXT NOT NULL,
    "team" CHAR(36) NOT NULL,
    "grade" TEXT NOT NULL,
    "fee_minor" BIGINT NOT NULL,
    "fee_currency" VARCHAR(3) DEFAULT 'GBP',
    CONSTRAINT "pk_Person" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Person_email" UNIQUE ("email"),
    CONSTRAINT "ck_Person_grade" CHECK ("grade" IN ('a', 'b')),
    CONSTRAINT "fk_Person_team" FOREIGN KEY ("team") REFERENCES "Team" ("id")
);
INSERT INTO "Person__new" (rowid, "id", "name", "email", "team", "grade", "fee_minor") SELECT rowid, "id", "name", "email", "team", "grade", "fee_minor" FROM "Person";
DROP TABLE "Person";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Person__new" RENAME TO "Person";
PRAGMA legacy_alter_table = OFF;
