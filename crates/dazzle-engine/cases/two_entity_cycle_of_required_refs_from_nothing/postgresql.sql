-- create table `Chicken` (2 columns)
CREATE TABLE "Chicken" (
    "id" uuid NOT NULL,
    "egg" uuid NOT NULL,
    CONSTRAINT "pk_Chicken" PRIMARY KEY ("id")
);

-- create table `Egg` (2 columns)
CREATE TABLE "Egg" (
    "id" uuid NOT NULL,
    "chicken" uuid NOT NULL,
    CONSTRAINT "pk_Egg" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Egg_chicken" FOREIGN KEY ("chicken") REFERENCES "Chicken" ("id")
);

-- add foreign key `fk_Chicken_egg` to `Chicken`
ALTER TABLE "Chicken" ADD CONSTRAINT "fk_Chicken_egg" FOREIGN KEY ("egg") REFERENCES "Egg" ("id");
