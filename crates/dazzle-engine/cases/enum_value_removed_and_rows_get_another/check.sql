SELECT count(*) FROM "Ticket" WHERE "status" = 'open' => 3
