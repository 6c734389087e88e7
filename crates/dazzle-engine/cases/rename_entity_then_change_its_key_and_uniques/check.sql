SELECT "id" FROM "Album" WHERE "code" = 'B' => 7
