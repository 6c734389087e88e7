-- bring data in order: Person.name becomes required: rows without a value need one
--   until SELECT count(*) FROM "Person" WHERE "name" IS NULL = 0
UPDATE "Person" SET "name" = 'unknown' WHERE "name" IS NULL;

-- change column `Person`.`name`: required; change column `Person`.`points`: default 0
--   stops at rows of `Person` without a value for `name`
CREATE TABLE "Person__new" (
    "id" CHAR(36) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "points" INTEGER DEFAULT 0,
    CONSTRAINT "pk_Person" PRIMARY KEY ("id")
);
INSERT INTO "Person__new" (rowid, "id", "name", "points") SELECT rowid, "id", "name", "points" FROM "Person";
DROP TABLE "Person";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Person__new" RENAME TO "Person";
PRAGMA legacy_alter_table = OFF;

-- bring data in order: Person.points becomes required: rows without a value need one
--   until SELECT count(*) FROM "Person" WHERE "points" IS NULL = 0
UPDATE "Person" SET "points" = 0 WHERE "points" IS NULL;

-- change column `Person`.`points`: required
--   stops at rows of `Person` without a value for `points`
CREATE TABLE "Person__new" (
    "id" CHAR(36) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "pk_Person" PRIMARY KEY ("id")
);
INSERT INTO "Person__new" (rowid, "id", "name", "points") SELECT rowid, "id", "name", "points" FROM "Person";
DROP TABLE "Person";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Person__new" RENAME TO "Person";
PRAGMA legacy_alter_table = OFF;
