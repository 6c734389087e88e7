INSERT INTO "Part" ("id", "code", "shelf") VALUES ('00000000-0000-0000-0000-000000000001', 'P-1', 'A1');
INSERT INTO "Part" ("id", "code", "grade", "shelf") VALUES ('00000000-0000-0000-0000-000000000002', 'P-2', 'fine', 'A1');
