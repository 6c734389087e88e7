INSERT INTO "Line" ("id", "a", "b", "c") VALUES ('00000000-0000-0000-0000-000000000001', 'from a', 'from b', 'from c');
