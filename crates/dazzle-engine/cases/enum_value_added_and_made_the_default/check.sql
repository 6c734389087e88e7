SELECT "status" FROM "Ticket" => open
