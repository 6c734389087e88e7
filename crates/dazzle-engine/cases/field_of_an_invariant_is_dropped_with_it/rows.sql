INSERT INTO "Case" ("id", "low", "high", "name") VALUES ('00000000-0000-0000-0000-000000000001', 1, 2, 'x');
