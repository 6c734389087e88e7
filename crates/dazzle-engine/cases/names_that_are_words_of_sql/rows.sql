INSERT INTO "Order" ("id", "order", "group", "user", "key") VALUES ('00000000-0000-0000-0000-000000000001', 1, 'a', 'b', 'c');
