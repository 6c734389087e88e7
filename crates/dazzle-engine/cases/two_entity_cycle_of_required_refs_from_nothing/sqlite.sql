-- create table `Chicken` (2 columns); add foreign key `fk_Chicken_egg` to `Chicken`
CREATE TABLE "Chicken" (
    "id" CHAR(36) NOT NULL,
    "egg" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Chicken" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Chicken_egg" FOREIGN KEY ("egg") REFERENCES "Egg" ("id")
);

-- create table `Egg` (2 columns)
CREATE TABLE "Egg" (
    "id" CHAR(36) NOT NULL,
    "chicken" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Egg" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Egg_chicken" FOREIGN KEY ("chicken") REFERENCES "Chicken" ("id")
);
