INSERT INTO "Code" ("id", "org", "code") VALUES ('00000000-0000-0000-0000-000000000001', 'a', '1');
INSERT INTO "Code" ("id", "org", "code") VALUES ('00000000-0000-0000-0000-000000000002', 'a', '2');
