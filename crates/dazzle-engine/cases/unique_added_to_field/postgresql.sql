-- add unique constraint `uq_User_email` to `User`
--   stops at rows of `User` that are equal in the key of unique constraint `uq_User_email`
ALTER TABLE "User" ADD CONSTRAINT "uq_User_email" UNIQUE ("email");

-- add unique constraint `uq_User_phone` to `User`
--   stops at rows of `User` that are equal in the key of unique constraint `uq_User_phone`
ALTER TABLE "User" ADD CONSTRAINT "uq_User_phone" UNIQUE ("phone");
