INSERT INTO "Visit" ("id", "note") VALUES (1, 'first');
INSERT INTO "Visit" ("id", "note") VALUES (40, 'fortieth');
INSERT INTO "Bill" ("id", "visit") VALUES (3, 40);
