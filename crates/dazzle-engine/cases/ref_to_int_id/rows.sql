INSERT INTO "Country" ("id", "name") VALUES (43, 'Austria');
INSERT INTO "City" ("id", "name") VALUES ('00000000-0000-0000-0000-000000000001', 'Graz');
