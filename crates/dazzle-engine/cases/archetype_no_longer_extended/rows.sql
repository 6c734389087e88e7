INSERT INTO "Visit" ("id", "note", "created_at") VALUES ('00000000-0000-0000-0000-000000000001', 'kept', '2026-01-02 03:04:05+00');
