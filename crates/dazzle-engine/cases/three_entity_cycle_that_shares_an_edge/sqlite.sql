-- create table `A` (3 columns); add foreign key `fk_A_b` to `A`
CREATE TABLE "A" (
    "id" CHAR(36) NOT NULL,
    "b" CHAR(36),
    "keep" CHAR(36),
    CONSTRAINT "pk_A" PRIMARY KEY ("id"),
    CONSTRAINT "fk_A_b" FOREIGN KEY ("b") REFERENCES "B" ("id"),
    CONSTRAINT "fk_A_keep" FOREIGN KEY ("keep") REFERENCES "Keep" ("id")
);

-- create table `C` (3 columns)
CREATE TABLE "C" (
    "id" CHAR(36) NOT NULL,
    "a" CHAR(36) NOT NULL,
    "me" CHAR(36),
    CONSTRAINT "pk_C" PRIMARY KEY ("id"),
    CONSTRAINT "fk_C_a" FOREIGN KEY ("a") REFERENCES "A" ("id"),
    CONSTRAINT "fk_C_me" FOREIGN KEY ("me") REFERENCES "C" ("id")
);

-- create table `B` (3 columns)
CREATE TABLE "B" (
    "id" CHAR(36) NOT NULL,
    "a" CHAR(36),
    "c" CHAR(36) NOT NULL,
    CONSTRAINT "pk_B" PRIMARY KEY ("id"),
    CONSTRAINT "fk_B_a" FOREIGN KEY ("a") REFERENCES "A" ("id"),
    CONSTRAINT "fk_B_c" FOREIGN KEY ("c") REFERENCES "C" ("id")
);
