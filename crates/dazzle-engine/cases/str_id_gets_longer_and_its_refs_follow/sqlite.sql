-- drop foreign key `fk_City_country` of `City`; drop foreign key `fk_City_twin` of `City`; change column `City`.`country`: type varchar(2) to varchar(20); change column `City`.`twin`: type varchar(2) to varchar(20)
CREATE TABLE "City__new" (
    "id" CHAR(36) NOT NULL,
    "country" VARCHAR(20) NOT NULL,
    "twin" VARCHAR(20),
    CONSTRAINT "pk_City" PRIMARY KEY ("id"),
    CONSTRAINT "uq_City_country_twin" UNIQUE ("country", "twin")
);
INSERT INTO "City__new" (rowid, "id", "country", "twin") SELECT rowid, "id", "country", "twin" FROM "City";
DROP TABLE "City";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "City__new" RENAME TO "City";
PRAGMA legacy_alter_table = OFF;

-- change column `Country`.`id`: type varchar(2) to varchar(20)
CREATE TABLE "Country__new" (
    "id" VARCHAR(20) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    CONSTRAINT "pk_Country" PRIMARY KEY ("id")
);
INSERT INTO "Country__new" (rowid, "id", "name") SELECT rowid, "id", "name" FROM "Country";
DROP TABLE "Country";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Country__new" RENAME TO "Country";
PRAGMA legacy_alter_table = OFF;

-- add foreign key `fk_City_country` to `City`; add foreign key `fk_City_twin` to `City`
--   stops at rows of `City` that point to a `Country` that is not there
--   stops at rows of `City` that point to a `Country` that is not there
CREATE TABLE "City__new" (
    "id" CHAR(36) NOT NULL,
    "country" VARCHAR(20) NOT NULL,
    "twin" VARCHAR(20),
    CONSTRAINT "pk_City" PRIMARY KEY ("id"),
    CONSTRAINT "uq_City_country_twin" UNIQUE ("country", "twin"),
    CONSTRAINT "fk_City_country" FOREIGN KEY ("country") REFERENCES "Country" ("id"),
    CONSTRAINT "fk_City_twin" FOREIGN KEY ("twin") REFERENCES "Country" ("id")
);
INSERT INTO "City__new" (rowid, "id", "country", "twin") SELECT rowid, "id", "country", "twin" FROM "City";
DROP TABLE "City";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "City__new" RENAME TO "City";
PRAGMA legacy_alter_table = OFF;
