SELECT "status" FROM "Ticket" => all
SELECT "scope_of" FROM "Ticket" => unique
