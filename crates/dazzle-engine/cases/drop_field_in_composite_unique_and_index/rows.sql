INSERT INTO "Seat" ("id", "hall", "row", "number") VALUES ('00000000-0000-0000-0000-000000000001', 'big', 1, 1);
INSERT INTO "Seat" ("id", "hall", "row", "number") VALUES ('00000000-0000-0000-0000-000000000002', 'big', 1, 2);
