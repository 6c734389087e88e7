INSERT INTO "Assignment" ("id", "desk", "starts_on", "ends_on") VALUES ('00000000-0000-0000-0000-000000000001', 'A', '2026-01-01', '2026-01-31');
INSERT INTO "Assignment" ("id", "desk", "starts_on") VALUES ('00000000-0000-0000-0000-000000000002', 'A', '2026-02-01');
INSERT INTO "Assignment" ("id", "desk", "starts_on") VALUES ('00000000-0000-0000-0000-000000000003', 'B', '2026-02-01');
