INSERT INTO "Record" ("id", "code", "year") VALUES (7, 'B', 1971);
