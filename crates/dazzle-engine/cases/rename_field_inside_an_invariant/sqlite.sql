-- rename column `Case`.`ends` to `until`
ALTER TABLE "Case" RENAME COLUMN "ends" TO "until";

-- rename column `Case`.`state` to `status`
ALTER TABLE "Case" RENAME COLUMN "state" TO "status";

-- rename constraint `ck_Case_state` of `Case` to `ck_Case_status`
CREATE TABLE "Case__new" (
    "id" CHAR(36) NOT NULL,
    "starts" DATE,
    "until" DATE,
    "status" TEXT DEFAULT 'open',
    CONSTRAINT "pk_Case" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Case_inv2" CHECK ("status" IS NOT 'done' OR "until" IS NOT NULL),
    CONSTRAINT "ck_Case_range" CHECK (COALESCE("until" > "starts", TRUE)),
    CONSTRAINT "ck_Case_status" CHECK ("status" IN ('open', 'done'))
);
INSERT INTO "Case__new" (rowid, "id", "starts", "until", "status") SELECT rowid, "id", "starts", "until", "status" FROM "Case";
DROP TABLE "Case";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Case__new" RENAME TO "Case";
PRAGMA legacy_alter_table = OFF;
