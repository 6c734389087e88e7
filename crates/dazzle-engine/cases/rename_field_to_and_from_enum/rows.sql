INSERT INTO "Task" ("id", "state", "size") VALUES ('00000000-0000-0000-0000-000000000001', 'done', 'l');
