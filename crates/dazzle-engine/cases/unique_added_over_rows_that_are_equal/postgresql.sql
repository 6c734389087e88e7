-- bring data in order: User.email becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "User" WHERE "email" IN (SELECT "email" FROM "User" GROUP BY "email" HAVING count(*) > 1) = 0
UPDATE "User" SET "email" = "email" || '-' || "id" WHERE "id" > (SELECT u."id" FROM "User" AS u WHERE u."email" = "User"."email" ORDER BY u."id" LIMIT 1);

-- add unique constraint `uq_User_email` to `User`
--   stops at rows of `User` that are equal in the key of unique constraint `uq_User_email`
ALTER TABLE "User" ADD CONSTRAINT "uq_User_email" UNIQUE ("email");
