SELECT "name" FROM "Case" WHERE "low" = 1 => x
