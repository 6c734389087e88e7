SELECT count(*) FROM "User" WHERE "email" = 'a' => 1
SELECT count(*) FROM "User" WHERE "email" LIKE 'a-%' => 2
