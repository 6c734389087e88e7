SELECT "status" FROM "Ticket" => open
SELECT "size" FROM "Ticket" => m
