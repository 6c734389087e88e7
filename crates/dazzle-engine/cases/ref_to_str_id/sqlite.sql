-- create table `Country` (2 columns)
CREATE TABLE "Country" (
    "id" VARCHAR(2) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    CONSTRAINT "pk_Country" PRIMARY KEY ("id")
);

-- create table `Flag` (2 columns)
CREATE TABLE "Flag" (
    "id" VARCHAR(2) NOT NULL,
    "colors" TEXT,
    CONSTRAINT "pk_Flag" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Flag_id" FOREIGN KEY ("id") REFERENCES "Country" ("id")
);

-- create table `FlagPhoto` (2 columns)
CREATE TABLE "FlagPhoto" (
    "id" CHAR(36) NOT NULL,
    "flag" VARCHAR(2) NOT NULL,
    CONSTRAINT "pk_FlagPhoto" PRIMARY KEY ("id"),
    CONSTRAINT "fk_FlagPhoto_flag" FOREIGN KEY ("flag") REFERENCES "Flag" ("id")
);

-- add column `City`.`country` varchar(2); add column `City`.`twin` varchar(2); create index `ix_City_country_name` on `City`; add foreign key `fk_City_country` to `City`; add foreign key `fk_City_twin` to `City`
--   stops at rows of `City` that point to a `Country` that is not there
--   stops at rows of `City` that point to a `Country` that is not there
CREATE TABLE "City__new" (
    "id" CHAR(36) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "country" VARCHAR(2),
    "twin" VARCHAR(2) DEFAULT 'AT',
    CONSTRAINT "pk_City" PRIMARY KEY ("id"),
    CONSTRAINT "fk_City_country" FOREIGN KEY ("country") REFERENCES "Country" ("id"),
    CONSTRAINT "fk_City_twin" FOREIGN KEY ("twin") REFERENCES "Country" ("id")
);
INSERT INTO "City__new" (rowid, "id", "name") SELECT rowid, "id", "name" FROM "City";
DROP TABLE "City";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "City__new" RENAME TO "City";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_City_country_name" ON "City" ("country", "name");
