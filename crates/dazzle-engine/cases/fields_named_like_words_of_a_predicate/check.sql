SELECT "desk" FROM "Assignment" WHERE "taken" = TRUE AND "also" = 2 => A
