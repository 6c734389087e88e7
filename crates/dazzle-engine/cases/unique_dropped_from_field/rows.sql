INSERT INTO "User" ("id", "email") VALUES ('00000000-0000-0000-0000-000000000001', 'a@example.org');
INSERT INTO "User" ("id", "email") VALUES ('00000000-0000-0000-0000-000000000002', 'b@example.org');
