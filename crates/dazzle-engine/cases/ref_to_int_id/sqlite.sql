-- add column `City`.`country` integer; add foreign key `fk_City_country` to `City`
--   stops at rows of `City` that point to a `Country` that is not there
CREATE TABLE "City__new" (
    "id" CHAR(36) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "country" INTEGER,
    CONSTRAINT "pk_City" PRIMARY KEY ("id"),
    CONSTRAINT "fk_City_country" FOREIGN KEY ("country") REFERENCES "Country" ("id") ON DELETE RESTRICT
);
INSERT INTO "City__new" (rowid, "id", "name") SELECT rowid, "id", "name" FROM "City";
DROP TABLE "City";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "City__new" RENAME TO "City";
PRAGMA legacy_alter_table = OFF;
