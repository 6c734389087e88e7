SELECT "name" FROM "Person" WHERE "points" = 0 => unknown
SELECT "name" FROM "Person" WHERE "points" = 4 => Alan
