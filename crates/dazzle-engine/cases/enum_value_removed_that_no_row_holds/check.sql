SELECT "status" FROM "Ticket" => closed
