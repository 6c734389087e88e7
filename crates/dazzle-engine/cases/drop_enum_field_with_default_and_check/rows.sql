INSERT INTO "Task" ("id", "title", "state") VALUES ('00000000-0000-0000-0000-000000000001', 'Paint', 'done');
