-- bring data in order: Code.org with code becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "Code" WHERE ("org", "code") IN (SELECT "org", "code" FROM "Code" GROUP BY "org", "code" HAVING count(*) > 1) = 0

-- add unique constraint `uq_Code_org_code` to `Code`
--   stops at rows of `Code` that are equal in the key of unique constraint `uq_Code_org_code`
CREATE TABLE "Code__new" (
    "id" CHAR(36) NOT NULL,
    "org" VARCHAR(20) NOT NULL,
    "code" VARCHAR(20) NOT NULL,
    CONSTRAINT "pk_Code" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Code_org_code" UNIQUE ("org", "code")
);
INSERT INTO "Code__new" (rowid, "id", "org", "code") SELECT rowid, "id", "org", "code" FROM "Code";
DROP TABLE "Code";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Code__new" RENAME TO "Code";
PRAGMA legacy_alter_table = OFF;
