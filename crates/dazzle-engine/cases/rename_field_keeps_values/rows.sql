INSERT INTO "Task" ("id", "title", "remark") VALUES ('00000000-0000-0000-0000-000000000001', 'Paint', 'two coats');
