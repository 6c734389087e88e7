-- drop index `ix_Thing_size` of `Thing`; drop unique constraint `uq_Thing_name` of `Thing`; add column `Thing`.`label` text; add column `Thing`.`state` text; add column `Thing`.`seen_at` timestamptz; add column `Thing`.`price_minor` bigint; add column `Thing`.`price_currency` varchar(3); drop column `Thing`.`name`; drop column `Thing`.`size`; drop column `Thing`.`made_on`; add check `ck_Thing_state` to `Thing`
--   stops at rows of `Thing` that break the check `ck_Thing_state`
CREATE TABLE "Thing__new" (
    "id" CHAR(36) NOT NULL,
    "label" TEXT DEFAULT 'unnamed',
    "state" TEXT DEFAULT 'new',
    "seen_at" DATETIME,
    "price_minor" BIGINT,
    "price_currency" VARCHAR(3) DEFAULT 'GBP',
    CONSTRAINT "pk_Thing" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Thing_state" CHECK ("state" IN ('new', 'used'))
);
INSERT INTO "Thing__new" (rowid, "id") SELECT rowid, "id" FROM "Thing";
DROP TABLE "Thing";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Thing__new" RENAME TO "Thing";
PRAGMA legacy_alter_table = OFF;
