INSERT INTO "Ticket" ("id", "subject") VALUES ('00000000-0000-0000-0000-000000000001', 'No power');
