-- bring data in order: Code.code becomes required: rows without a value need one
--   until SELECT count(*) FROM "Code" WHERE "code" IS NULL = 0

-- change column `Code`.`code`: required
--   stops at rows of `Code` without a value for `code`
CREATE TABLE "Code__new" (
    "id" CHAR(36) NOT NULL,
    "code" VARCHAR(8) NOT NULL,
    CONSTRAINT "pk_Code" PRIMARY KEY ("id")
);
INSERT INTO "Code__new" (rowid, "id", "code") SELECT rowid, "id", "code" FROM "Code";
DROP TABLE "Code";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Code__new" RENAME TO "Code";
PRAGMA legacy_alter_table = OFF;
