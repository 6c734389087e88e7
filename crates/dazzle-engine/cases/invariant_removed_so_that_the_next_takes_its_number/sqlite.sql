-- drop check `ck_Case_high` of `Case`; drop check `ck_Case_inv1` of `Case`; rename constraint `ck_Case_inv2` of `Case` to `ck_Case_inv1`
CREATE TABLE "Case__new" (
    "id" CHAR(36) NOT NULL,
    "low" INTEGER,
    "high" INTEGER,
    CONSTRAINT "pk_Case" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Case_inv1" CHECK (COALESCE("low" > 0, TRUE))
);
INSERT INTO "Case__new" (rowid, "id", "low", "high") SELECT rowid, "id", "low", "high" FROM "Case";
DROP TABLE "Case";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Case__new" RENAME TO "Case";
PRAGMA legacy_alter_table = OFF;
