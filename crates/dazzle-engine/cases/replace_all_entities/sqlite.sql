-- drop table `Older`
DROP TABLE "Older";

-- drop table `Old`
DROP TABLE "Old";

-- create table `Fresh` (2 columns)
CREATE TABLE "Fresh" (
    "id" INTEGER NOT NULL,
    "when_made" DATETIME DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "pk_Fresh" PRIMARY KEY ("id")
);

-- create table `Fresher` (2 columns)
CREATE TABLE "Fresher" (
    "id" VARCHAR(10) NOT NULL,
    "fresh" INTEGER NOT NULL,
    CONSTRAINT "pk_Fresher" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Fresher_fresh" FOREIGN KEY ("fresh") REFERENCES "Fresh" ("id")
);
