-- add column `C`.`a` uuid; add foreign key `fk_C_a` to `C`
--   stops at rows of `C` that point to a `A` that is not there
CREATE TABLE "C__new" (
    "id" CHAR(36) NOT NULL,
    "a" CHAR(36),
    CONSTRAINT "pk_C" PRIMARY KEY ("id"),
    CONSTRAINT "fk_C_a" FOREIGN KEY ("a") REFERENCES "A" ("id")
);
INSERT INTO "C__new" (rowid, "id") SELECT rowid, "id" FROM "C";
DROP TABLE "C";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "C__new" RENAME TO "C";
PRAGMA legacy_alter_table = OFF;
