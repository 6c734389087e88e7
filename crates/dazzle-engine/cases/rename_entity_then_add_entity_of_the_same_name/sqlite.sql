-- rename table `User` to `Person`
ALTER TABLE "User" RENAME TO "Person";

-- rename constraint `pk_User` of `Person` to `pk_Person`
CREATE TABLE "Person__new" (
    "id" CHAR(36) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    CONSTRAINT "pk_Person" PRIMARY KEY ("id")
);
INSERT INTO "Person__new" (rowid, "id", "name") SELECT rowid, "id", "name" FROM "Person";
DROP TABLE "Person";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Person__new" RENAME TO "Person";
PRAGMA legacy_alter_table = OFF;

-- create table `User` (3 columns)
CREATE TABLE "User" (
    "id" CHAR(36) NOT NULL,
    "email" TEXT NOT NULL,
    "person" CHAR(36) NOT NULL,
    CONSTRAINT "pk_User" PRIMARY KEY ("id"),
    CONSTRAINT "uq_User_email" UNIQUE ("email"),
    CONSTRAINT "fk_User_person" FOREIGN KEY ("person") REFERENCES "Person" ("id")
);
