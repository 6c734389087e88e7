SELECT "sort" FROM "Ticket" WHERE "status" = 'closed' => wish
