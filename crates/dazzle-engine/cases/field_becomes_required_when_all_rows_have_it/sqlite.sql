-- bring data in order: Person.name becomes required: rows without a value need one
--   until SELECT count(*) FROM "Person" WHERE "name" IS NULL = 0

-- change column `Person`.`name`: required
--   stops at rows of `Person` without a value for `name`
CREATE TABLE "Person__new" (
    "id" CHAR(36) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "born_on" DATE,
    CONSTRAINT "pk_Person" PRIMARY KEY ("id")
);
INSERT INTO "Person__new" (rowid, "id", "name", "born_on") SELECT rowid, "id", "name", "born_on" FROM "Person";
DROP TABLE "Person";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Person__new" RENAME TO "Person";
PRAGMA legacy_alter_table = OFF;
