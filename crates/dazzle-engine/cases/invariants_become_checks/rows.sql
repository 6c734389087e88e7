INSERT INTO "Case" ("id", "opened_on", "name") VALUES ('00000000-0000-0000-0000-000000000001', '2026-01-02', 'Eve');
INSERT INTO "Case" ("id", "status", "opened_on", "closed_on", "low", "high", "price", "quantity", "name", "nick", "archived") VALUES ('00000000-0000-0000-0000-000000000002', 'closed', '2026-01-02', '2026-01-03', 1, 5, 9.50, 3, 'Ada', 'A', TRUE);
