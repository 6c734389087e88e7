SELECT CAST(count(*) AS TEXT) FROM "Ticket" WHERE "status" = 'open' => 1
