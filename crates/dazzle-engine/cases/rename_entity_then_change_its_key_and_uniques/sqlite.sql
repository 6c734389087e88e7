-- rename table `Record` to `Album`
ALTER TABLE "Record" RENAME TO "Album";

-- drop unique constraint `uq_Record_code` of `Album`; rename constraint `pk_Record` of `Album` to `pk_Album`; change column `Album`.`id`: type integer to varchar(12), no longer numbered; add unique constraint `uq_Album_code_year` to `Album`
--   stops at rows of `Album` that are equal in the key of unique constraint `uq_Album_code_year`
CREATE TABLE "Album__new" (
    "id" VARCHAR(12) NOT NULL,
    "code" VARCHAR(8) NOT NULL,
    "year" INTEGER,
    CONSTRAINT "pk_Album" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Album_code_year" UNIQUE ("code", "year")
);
INSERT INTO "Album__new" (rowid, "id", "code", "year") SELECT rowid, CAST("id" AS TEXT), "code", "year" FROM "Album";
DROP TABLE "Album";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Album__new" RENAME TO "Album";
PRAGMA legacy_alter_table = OFF;
