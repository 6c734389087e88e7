SELECT "auth_provider" FROM "User" => local
