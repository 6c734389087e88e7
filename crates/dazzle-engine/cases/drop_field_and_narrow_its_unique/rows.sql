INSERT INTO "Seat" ("id", "hall", "number", "color") VALUES ('00000000-0000-0000-0000-000000000001', 'big', 1, 'red');
INSERT INTO "Seat" ("id", "hall", "number", "color") VALUES ('00000000-0000-0000-0000-000000000002', 'big', 2, 'red');
