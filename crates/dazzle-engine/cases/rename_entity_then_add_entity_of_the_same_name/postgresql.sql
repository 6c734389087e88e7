-- rename table `User` to `Person`
ALTER TABLE "User" RENAME TO "Person";

-- rename constraint `pk_User` of `Person` to `pk_Person`
ALTER TABLE "Person" RENAME CONSTRAINT "pk_User" TO "pk_Person";

-- create table `User` (3 columns)
CREATE TABLE "User" (
    "id" uuid NOT NULL,
    "email" text NOT NULL,
    "person" uuid NOT NULL,
    CONSTRAINT "pk_User" PRIMARY KEY ("id"),
    CONSTRAINT "uq_User_email" UNIQUE ("email"),
    CONSTRAINT "fk_User_person" FOREIGN KEY ("person") REFERENCES "Person" ("id")
);
