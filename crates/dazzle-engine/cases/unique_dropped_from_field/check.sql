SELECT "email" FROM "User" WHERE "id" = '00000000-0000-0000-0000-000000000002' => b@example.org
