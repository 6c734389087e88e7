SELECT CAST(count(*) AS TEXT) FROM "Seat" WHERE "hall" = 'big' AND "row" = 1 => 2
