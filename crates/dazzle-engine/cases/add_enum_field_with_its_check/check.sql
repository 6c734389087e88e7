SELECT CAST(count(*) AS TEXT) FROM "Ticket" WHERE "channel" IS NULL => 1
