SELECT "name" FROM "Album" WHERE "id" = 7 => Blue
