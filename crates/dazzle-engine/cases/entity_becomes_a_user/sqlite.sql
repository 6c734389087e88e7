-- add column `User`.`password_hash` varchar(255); add column `User`.`email_verified` boolean; add column `User`.`email_verify_token` varchar(100); add column `User`.`password_reset_token` varchar(100); add column `User`.`password_reset_expires` timestamptz; add column `User`.`last_login` timestamptz; add column `User`.`auth_provider` text; add column `User`.`auth_provider_id` varchar(255); add column `User`.`created_at` timestamptz; add check `ck_User_auth_provider` to `User`
--   stops at rows of `User` that break the check `ck_User_auth_provider`
CREATE TABLE "User__new" (
    "id" CHAR(36) NOT NULL,
    "email" TEXT NOT NULL,
    "is_active" BOOLEAN NOT NULL DEFAULT 0,
    "password_hash" VARCHAR(255),
    "email_verified" BOOLEAN DEFAULT 0,
    "email_verify_token" VARCHAR(100),
    "password_reset_token" VARCHAR(100),
    "password_reset_expires" DATETIME,
    "last_login" DATETIME,
    "auth_provider" TEXT DEFAULT 'local',
    "auth_provider_id" VARCHAR(255),
    "created_at" DATETIME,
    CONSTRAINT "pk_User" PRIMARY KEY ("id"),
    CONSTRAINT "uq_User_email" UNIQUE ("email"),
    CONSTRAINT "ck_User_auth_provider" CHECK ("auth_provider" IN ('local', 'google', 'apple', 'github'))
);
INSERT INTO "User__new" (rowid, "id", "email", "is_active") SELECT rowid, "id", "email", "is_active" FROM "User";
DROP TABLE "User";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "User__new" RENAME TO "User";
PRAGMA legacy_alter_table = OFF;
