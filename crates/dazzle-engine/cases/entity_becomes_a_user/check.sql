SELECT "auth_provider" FROM "User" => local
SELECT CAST(count(*) AS TEXT) FROM "User" WHERE "is_active" = FALSE AND "email_verified" = FALSE AND "password_hash" IS NULL => 1
