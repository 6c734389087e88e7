INSERT INTO "Team" ("id") VALUES ('00000000-0000-0000-0000-000000000001');
INSERT INTO "Task" ("id", "title", "note", "points", "team", "old_code") VALUES ('00000000-0000-0000-0000-000000000002', 'Paint', 'x', 5, '00000000-0000-0000-0000-000000000001', 'o-1');
INSERT INTO "Task" ("id", "title", "state", "points") VALUES ('00000000-0000-0000-0000-000000000003', 'Fix', 'done', 2);
