-- drop check `ck_Case_range` of `Case`; add check `ck_Case_range` to `Case`
--   stops at rows of `Case` that break the check `ck_Case_range`
CREATE TABLE "Case__new" (
    "id" CHAR(36) NOT NULL,
    "low" INTEGER,
    "high" INTEGER,
    CONSTRAINT "pk_Case" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Case_range" CHECK (COALESCE("low" <= "high", TRUE))
);
INSERT INTO "Case__new" (rowid, "id", "low", "high") SELECT rowid, "id", "low", "high" FROM "Case";
DROP TABLE "Case";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Case__new" RENAME TO "Case";
PRAGMA legacy_alter_table = OFF;
