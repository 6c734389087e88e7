SELECT CAST(count(*) AS TEXT) FROM "Ticket" WHERE "status" = 'new' AND "priority" = 'normal' => 2
