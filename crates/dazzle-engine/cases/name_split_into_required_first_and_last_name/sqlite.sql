-- add column `Person`.`first_name` varchar(40)
ALTER TABLE "Person" ADD COLUMN "first_name" VARCHAR(40);

-- bring data in order: Person.first_name becomes required: rows without a value need one; `name` looks split into `first_name` and `last_name`, and is dropped after this
--   until SELECT count(*) FROM "Person" WHERE "first_name" IS NULL = 0
UPDATE "Person" SET "first_name" = CASE WHEN "name" LIKE 'Ada %' THEN 'Ada' ELSE 'Alan' END WHERE "first_name" IS NULL;

-- change column `Person`.`first_name`: required; add column `Person`.`last_name` varchar(40)
--   stops at rows of `Person` without a value for `first_name`
CREATE TABLE "Person__new" (
    "id" CHAR(36) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "first_name" VARCHAR(40) NOT NULL,
    "last_name" VARCHAR(40),
    CONSTRAINT "pk_Person" PRIMARY KEY ("id")
);
INSERT INTO "Person__new" (rowid, "id", "name", "first_name") SELECT rowid, "id", "name", "first_name" FROM "Person";
DROP TABLE "Person";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Person__new" RENAME TO "Person";
PRAGMA legacy_alter_table = OFF;

-- bring data in order: Person.last_name becomes required: rows without a value need one; `name` looks split into `first_name` and `last_name`, and is dropped after this
--   until SELECT count(*) FROM "Person" WHERE "last_name" IS NULL = 0
UPDATE "Person" SET "last_name" = CASE WHEN "name" LIKE '%Lovelace' THEN 'Lovelace' ELSE 'Turing' END WHERE "last_name" IS NULL;

-- change column `Person`.`last_name`: required; drop column `Person`.`name`
--   stops at rows of `Person` without a value for `last_name`
CREATE TABLE "Person__new" (
    "id" CHAR(36) NOT NULL,
    "first_name" VARCHAR(40) NOT NULL,
    "last_name" VARCHAR(40) NOT NULL,
    CONSTRAINT "pk_Person" PRIMARY KEY ("id")
);
INSERT INTO "Person__new" (rowid, "id", "first_name", "last_name") SELECT rowid, "id", "first_name", "last_name" FROM "Person";
DROP TABLE "Person";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Person__new" RENAME TO "Person";
PRAGMA legacy_alter_table = OFF;
