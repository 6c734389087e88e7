-- add column `Shop`.`region` varchar(40)
ALTER TABLE "Shop" ADD COLUMN "region" VARCHAR(40);

-- bring data in order: Shop.region becomes required: rows without a value need one
--   until SELECT count(*) FROM "Shop" WHERE "region" IS NULL = 0
UPDATE "Shop" SET "region" = 'region of ' || "city" WHERE "region" IS NULL;

-- change column `Shop`.`region`: required
--   stops at rows of `Shop` without a value for `region`
CREATE TABLE "Shop__new" (
    "id" CHAR(36) NOT NULL,
    "city" VARCHAR(80) NOT NULL,
    "region" VARCHAR(40) NOT NULL,
    CONSTRAINT "pk_Shop" PRIMARY KEY ("id")
);
INSERT INTO "Shop__new" (rowid, "id", "city", "region") SELECT rowid, "id", "city", "region" FROM "Shop";
DROP TABLE "Shop";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Shop__new" RENAME TO "Shop";
PRAGMA legacy_alter_table = OFF;
