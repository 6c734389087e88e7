INSERT INTO "Assignment" ("id", "desk", "starts_on", "is", "null", "and") VALUES ('00000000-0000-0000-0000-000000000002', 'A', '2026-02-01', TRUE, 1, 2);
