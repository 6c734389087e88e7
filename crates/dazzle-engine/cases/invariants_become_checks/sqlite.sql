-- add check `ck_Case_case_date` to `Case`; add check `ck_Case_inv1` to `Case`; add check `ck_Case_inv3` to `Case`; add check `ck_Case_inv5` to `Case`; add check `ck_Case_inv6` to `Case`; add check `ck_Case_inv7` to `Case`; add check `ck_Case_inv8` to `Case`; add check `ck_Case_nick` to `Case`
--   stops at rows of `Case` that break the check `ck_Case_case_date`
--   stops at rows of `Case` that break the check `ck_Case_inv1`
--   stops at rows of `Case` that break the check `ck_Case_inv3`
--   stops at rows of `Case` that break the check `ck_Case_inv5`
--   stops at rows of `Case` that break the check `ck_Case_inv6`
--   stops at rows of `Case` that break the check `ck_Case_inv7`
--   stops at rows of `Case` that break the check `ck_Case_inv8`
--   stops at rows of `Case` that break the check `ck_Case_nick`
CREATE TABLE "Case__new" (
    "id" CHAR(36) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "opened_on" DATE NOT NULL,
    "closed_on" DATE,
    "low" INTEGER,
    "high" INTEGER,
    "price" NUMERIC(10,2),
    "quantity" INTEGER,
    "name" VARCHAR(40),
    "nick" VARCHAR(40),
    "archived" BOOLEAN DEFAULT 0,
    CONSTRAINT "pk_Case" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Case_status" CHECK ("status" IN ('open', 'closed')),
    CONSTRAINT "ck_Case_case_date" CHECK ("status" IS NOT 'closed' OR "closed_on" IS NOT NULL),
    CONSTRAINT "ck_Case_inv1" CHECK (COALESCE("closed_on" >= "opened_on", TRUE)),
    CONSTRAINT "ck_Case_inv3" CHECK (COALESCE("low" <= "high", TRUE) AND COALESCE("low" >= 0, TRUE)),
    CONSTRAINT "ck_Case_inv5" CHECK (COALESCE("price" * "quantity" <= 1000000, TRUE) OR "quantity" IS NULL),
    CONSTRAINT "ck_Case_inv6" CHECK (COALESCE(1.0 * ("high" - "low") / NULLIF(2, 0) + 1 > 0, TRUE)),
    CONSTRAINT "ck_Case_inv7" CHECK ("name" IS NOT '' AND "name" IS NOT 'it''s'),
    CONSTRAINT "ck_Case_inv8" CHECK ("archived" IS FALSE OR "status" IS 'closed'),
    CONSTRAINT "ck_Case_nick" CHECK (NOT ("name" IS "nick"))
);
INSERT INTO "Case__new" (rowid, "id", "status", "opened_on", "closed_on", "low", "high", "price", "quantity", "name", "nick", "archived") SELECT rowid, "id", "status", "opened_on", "closed_on", "low", "high", "price", "quantity", "name", "nick", "archived" FROM "Case";
DROP TABLE "Case";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Case__new" RENAME TO "Case";
PRAGMA legacy_alter_table = OFF;
