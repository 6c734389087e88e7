INSERT INTO "Case" ("id", "starts", "ends", "state") VALUES ('00000000-0000-0000-0000-000000000001', '2026-01-01', '2026-01-02', 'done');
