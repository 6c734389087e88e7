INSERT INTO "Alpha" ("id", "name") VALUES (1, 'was alpha');
INSERT INTO "Beta" ("id", "title") VALUES (1, 'was beta');
