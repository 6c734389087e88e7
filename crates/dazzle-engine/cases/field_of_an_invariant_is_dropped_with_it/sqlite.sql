-- drop check `ck_Case_range` of `Case`; drop column `Case`.`high`
CREATE TABLE "Case__new" (
    "id" CHAR(36) NOT NULL,
    "low" INTEGER,
    "name" VARCHAR(20),
    CONSTRAINT "pk_Case" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Case_name" CHECK ("name" IS NOT '')
);
INSERT INTO "Case__new" (rowid, "id", "low", "name") SELECT rowid, "id", "low", "name" FROM "Case";
DROP TABLE "Case";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Case__new" RENAME TO "Case";
PRAGMA legacy_alter_table = OFF;
