-- drop unique constraint `uq_Code_org_code` of `Code`
CREATE TABLE "Code__new" (
    "id" CHAR(36) NOT NULL,
    "org" VARCHAR(20) NOT NULL,
    "code" VARCHAR(20) NOT NULL,
    CONSTRAINT "pk_Code" PRIMARY KEY ("id")
);
INSERT INTO "Code__new" (rowid, "id", "org", "code") SELECT rowid, "id", "org", "code" FROM "Code";
DROP TABLE "Code";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Code__new" RENAME TO "Code";
PRAGMA legacy_alter_table = OFF;
