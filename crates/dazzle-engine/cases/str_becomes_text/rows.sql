INSERT INTO "Task" ("id", "title") VALUES ('00000000-0000-0000-0000-000000000001', 'Paint the door');
INSERT INTO "Task" ("id", "title", "note") VALUES ('00000000-0000-0000-0000-000000000002', 'Fix it', '  two spaces');
