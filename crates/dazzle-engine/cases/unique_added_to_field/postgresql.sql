-- bring data in order: User.email becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "User" WHERE "email" IN (SELECT "email" FROM "User" GROUP BY "email" HAVING count(*) > 1) = 0

-- add unique constraint `uq_User_email` to `User`
--   stops at rows of `User` that are equal in the key of unique constraint `uq_User_email`
ALTER TABLE "User" ADD CONSTRAINT "uq_User_email" UNIQUE ("email");

-- bring data in order: User.phone becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "User" WHERE "phone" IN (SELECT "phone" FROM "User" GROUP BY "phone" HAVING count(*) > 1) = 0

-- add unique constraint `uq_User_phone` to `User`
--   stops at rows of `User` that are equal in the key of unique constraint `uq_User_phone`
ALTER TABLE "User" ADD CONSTRAINT "uq_User_phone" UNIQUE ("phone");
