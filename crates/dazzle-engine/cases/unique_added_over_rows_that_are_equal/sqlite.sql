-- bring data in order: User.email becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "User" WHERE "email" IN (SELECT "email" FROM "User" GROUP BY "email" HAVING count(*) > 1) = 0
UPDATE "User" SET "email" = "email" || '-' || "id" WHERE "id" > (SELECT u."id" FROM "User" AS u WHERE u."email" = "User"."email" ORDER BY u."id" LIMIT 1);

-- add unique constraint `uq_User_email` to `User`
--   stops at rows of `User` that are equal in the key of unique constraint `uq_User_email`
CREATE TABLE "User__new" (
    "id" CHAR(36) NOT NULL,
    "email" VARCHAR(80) NOT NULL,
    CONSTRAINT "pk_User" PRIMARY KEY ("id"),
    CONSTRAINT "uq_User_email" UNIQUE ("email")
);
INSERT INTO "User__new" (rowid, "id", "email") SELECT rowid, "id", "email" FROM "User";
DROP TABLE "User";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "User__new" RENAME TO "User";
PRAGMA legacy_alter_table = OFF;
