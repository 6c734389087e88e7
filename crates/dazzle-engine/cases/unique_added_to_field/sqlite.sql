-- add unique constraint `uq_User_email` to `User`; add unique constraint `uq_User_phone` to `User`
--   stops at rows of `User` that are equal in the key of unique constraint `uq_User_email`
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
