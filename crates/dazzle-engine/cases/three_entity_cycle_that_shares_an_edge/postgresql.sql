-- create table `A` (3 columns)
CREATE TABLE "A" (
    "id" uuid NOT NULL,
    "b" uuid,
    "keep" uuid,
    CONSTRAINT "pk_A" PRIMARY KEY ("id"),
    CONSTRAINT "fk_A_keep" FOREIGN KEY ("keep") REFERENCES "Keep" ("id")
);

-- create table `C` (3 columns)
CREATE TABLE "C" (
    "id" uuid NOT NULL,
    "a" uuid NOT NULL,
    "me" uuid,
    CONSTRAINT "pk_C" PRIMARY KEY ("id"),
    CONSTRAINT "fk_C_a" FOREIGN KEY ("a") REFERENCES "A" ("id"),
    CONSTRAINT "fk_C_me" FOREIGN KEY ("me") REFERENCES "C" ("id")
);

-- create table `B` (3 columns)
CREATE TABLE "B" (
    "id" uuid NOT NULL,
    "a" uuid,
    "c" uuid NOT NULL,
    CONSTRAINT "pk_B" PRIMARY KEY ("id"),
    CONSTRAINT "fk_B_a" FOREIGN KEY ("a") REFERENCES "A" ("id"),
    CONSTRAINT "fk_B_c" FOREIGN KEY ("c") REFERENCES "C" ("id")
);

-- add foreign key `fk_A_b` to `A`
ALTER TABLE "A" ADD CONSTRAINT "fk_A_b" FOREIGN KEY ("b") REFERENCES "B" ("id");
