-- add column `User`.`password_hash` varchar(255)
ALTER TABLE "User" ADD COLUMN "password_hash" varchar(255);

-- add column `User`.`email_verified` boolean
ALTER TABLE "User" ADD COLUMN "email_verified" boolean DEFAULT false;

-- add column `User`.`email_verify_token` varchar(100)
ALTER TABLE "User" ADD COLUMN "email_verify_token" varchar(100);

-- add column `User`.`password_reset_token` varchar(100)
ALTER TABLE "User" ADD COLUMN "password_reset_token" varchar(100);

-- add column `User`.`password_reset_expires` timestamptz
ALTER TABLE "User" ADD COLUMN "password_reset_expires" timestamptz;

-- add column `User`.`last_login` timestamptz
ALTER TABLE "User" ADD COLUMN "last_login" timestamptz;

-- add column `User`.`auth_provider` text
ALTER TABLE "User" ADD COLUMN "auth_provider" text DEFAULT 'local';

-- add column `User`.`auth_provider_id` varchar(255)
ALTER TABLE "User" ADD COLUMN "auth_provider_id" varchar(255);

-- add column `User`.`created_at` timestamptz
ALTER TABLE "User" ADD COLUMN "created_at" timestamptz;

-- add check `ck_User_auth_provider` to `User`
--   stops at rows of `User` that break the check `ck_User_auth_provider`
ALTER TABLE "User" ADD CONSTRAINT "ck_User_auth_provider" CHECK ("auth_provider" IN ('local', 'google', 'apple', 'github'));
