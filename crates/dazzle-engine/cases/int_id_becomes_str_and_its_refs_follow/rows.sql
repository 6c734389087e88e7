INSERT INTO "Part" ("id", "name") VALUES (7, 'Wheel');
INSERT INTO "Part" ("id", "name", "parent") VALUES (8, 'Spoke', 7);
INSERT INTO "Stock" ("id", "part", "pieces") VALUES ('00000000-0000-0000-0000-000000000001', 8, 40);
