-- create table `Zoo` (2 columns)
CREATE TABLE "Zoo" (
    "id" CHAR(36) NOT NULL,
    "name" VARCHAR(40) NOT NULL,
    CONSTRAINT "pk_Zoo" PRIMARY KEY ("id")
);

-- create table `Ant` (3 columns)
CREATE TABLE "Ant" (
    "id" CHAR(36) NOT NULL,
    "zoo" CHAR(36) NOT NULL,
    "zebra" CHAR(36),
    CONSTRAINT "pk_Ant" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Ant_zebra" FOREIGN KEY ("zebra") REFERENCES "Zebra" ("id"),
    CONSTRAINT "fk_Ant_zoo" FOREIGN KEY ("zoo") REFERENCES "Zoo" ("id")
);

-- create table `Bee` (2 columns)
CREATE TABLE "Bee" (
    "id" CHAR(36) NOT NULL,
    "ant" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Bee" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Bee_ant" FOREIGN KEY ("ant") REFERENCES "Ant" ("id")
);
