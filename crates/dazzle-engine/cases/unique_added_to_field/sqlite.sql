-- bring data in order: User.email becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "User" WHERE "email" IN (SELECT "email" FROM "User" GROUP BY "email" HAVING count(*) > 1) = 0

-- add unique constraint `uq_User_email` to `User`
--   stops at rows of `User` that are equal in the key of unique constraint `uq_User_email`
CREATE TABLE "User__new" (
    "id" CHAR(36) NOT NULL,
    "email" TEXT NOT NULL,
    "phone" VARCHAR(20),
    CONSTRAINT "pk_User" PRIMARY KEY ("id"),
    CONSTRAINT "uq_User_email" UNIQUE ("email")
);
INSERT INTO "User__new" (rowid, "id", "email", "phone") SELECT rowid, "id", "email", "phone" FROM "User";
DROP TABLE "User";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "User__new" RENAME TO "User";
PRAGMA legacy_alter_table = OFF;

-- bring data in order: User.phone becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "User" WHERE "phone" IN (SELECT "phone" FROM "User" GROUP BY "phone" HAVING count(*) > 1) = 0

-- add unique constraint `uq_User_phone` to `User`
--   stops at rows of `User` that are equal in the key of unique constraint `uq_User_phone`
CREATE TABLE "User__new" (
    "id" CHAR(36) NOT NULL,
    "email" TEXT NOT NULL,
    "phone" VARCHAR(20),
    CONSTRAINT "pk_User" PRIMARY KEY ("id"),
    CONSTRAINT "uq_User_email" UNIQUE ("email"),
    CONSTRAINT "uq_User_phone" UNIQUE ("phone")
);
INSERT INTO "User__new" (rowid, "id", "email", "phone") SELECT rowid, "id", "email", "phone" FROM "User";
DROP TABLE "User";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "User__new" RENAME TO "User";
PRAGMA legacy_alter_table = OFF;
