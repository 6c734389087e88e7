INSERT INTO "Record" ("id", "name") VALUES (7, 'Blue');
INSERT INTO "Track" ("id", "record") VALUES (1, 7);
