-- create table `Country` (2 columns)
CREATE TABLE "Country" (
    "id" varchar(2) NOT NULL,
    "name" varchar(80) NOT NULL,
    CONSTRAINT "pk_Country" PRIMARY KEY ("id")
);

-- create table `Flag` (2 columns)
CREATE TABLE "Flag" (
    "id" varchar(2) NOT NULL,
    "colors" text,
    CONSTRAINT "pk_Flag" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Flag_id" FOREIGN KEY ("id") REFERENCES "Country" ("id")
);

-- create table `FlagPhoto` (2 columns)
CREATE TABLE "FlagPhoto" (
    "id" uuid NOT NULL,
    "flag" varchar(2) NOT NULL,
    CONSTRAINT "pk_FlagPhoto" PRIMARY KEY ("id"),
    CONSTRAINT "fk_FlagPhoto_flag" FOREIGN KEY ("flag") REFERENCES "Flag" ("id")
);

-- add column `City`.`country` varchar(2)
ALTER TABLE "City" ADD COLUMN "country" varchar(2);

-- add column `City`.`twin` varchar(2)
ALTER TABLE "City" ADD COLUMN "twin" varchar(2) DEFAULT 'AT';

-- create index `ix_City_country_name` on `City`
CREATE INDEX "ix_City_country_name" ON "City" ("country", "name");

-- add foreign key `fk_City_country` to `City`
--   stops at rows of `City` that point to a `Country` that is not there
ALTER TABLE "City" ADD CONSTRAINT "fk_City_country" FOREIGN KEY ("country") REFERENCES "Country" ("id");

-- add foreign key `fk_City_twin` to `City`
--   stops at rows of `City` that point to a `Country` that is not there
ALTER TABLE "City" ADD CONSTRAINT "fk_City_twin" FOREIGN KEY ("twin") REFERENCES "Country" ("id");
