-- drop unique constraint `uq_User_email` of `User`
ALTER TABLE "User" DROP CONSTRAINT "uq_User_email";

-- drop unique constraint `uq_User_phone` of `User`
ALTER TABLE "User" DROP CONSTRAINT "uq_User_phone";
