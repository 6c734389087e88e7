INSERT INTO "Link" ("id", "a", "f") VALUES ('00000000-0000-0000-0000-000000000001', 'https://example.org', 'UTC');
