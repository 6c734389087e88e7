INSERT INTO "Task" ("id", "title") VALUES ('00000000-0000-0000-0000-000000000001', 'Pack');
INSERT INTO "Task" ("id", "title", "points", "place", "due") VALUES ('00000000-0000-0000-0000-000000000002', 'Fly', 8, 'Gate 4', '2026-01-02');
