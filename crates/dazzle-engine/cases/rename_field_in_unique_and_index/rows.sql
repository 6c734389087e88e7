INSERT INTO "Code" ("id", "org", "code", "kept") VALUES ('00000000-0000-0000-0000-000000000001', 'a', '1', 5);
