INSERT INTO "Task" ("id", "code", "list") VALUES ('00000000-0000-0000-0000-000000000001', '1', 'a');
INSERT INTO "Task" ("id", "code", "list") VALUES ('00000000-0000-0000-0000-000000000002', '2', 'a');
