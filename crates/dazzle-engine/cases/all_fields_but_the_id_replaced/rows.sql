INSERT INTO "Thing" ("id", "name", "size", "made_on") VALUES ('00000000-0000-0000-0000-000000000001', 'x', 1, '2026-01-02');
