-- drop unique constraint `uq_Code_org_code` of `Code`; add column `Code`.`version` integer, required; add unique constraint `uq_Code_org_code_version` to `Code`
--   stops at rows of `Code` that are equal in the key of unique constraint `uq_Code_org_code_version`
CREATE TABLE "Code__new" (
    "id" CHAR(36) NOT NULL,
    "org" VARCHAR(20) NOT NULL,
    "code" VARCHAR(20) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "pk_Code" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Code_org_code_version" UNIQUE ("org", "code", "version")
);
INSERT INTO "Code__new" (rowid, "id", "org", "code") SELECT rowid, "id", "org", "code" FROM "Code";
DROP TABLE "Code";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Code__new" RENAME TO "Code";
PRAGMA legacy_alter_table = OFF;
