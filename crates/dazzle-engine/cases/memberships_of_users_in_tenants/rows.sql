INSERT INTO "Organization" ("id", "name") VALUES ('00000000-0000-0000-0000-000000000001', 'Acme');
INSERT INTO "User" ("id", "email") VALUES ('00000000-0000-0000-0000-000000000002', 'a@example.org');
