INSERT INTO "Customer" ("id", "email", "tier") VALUES ('00000000-0000-0000-0000-000000000001', 'a@example.org', 'gold');
