SELECT "hall" FROM "Seat" WHERE "number" = 2 => big
