INSERT INTO "Task" ("id", "name", "points") VALUES ('00000000-0000-0000-0000-000000000001', 'Paint', 3);
