SELECT "status" FROM "Ticket" => new
