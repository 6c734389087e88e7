INSERT INTO "Country" ("id", "name") VALUES ('AT', 'Austria');
INSERT INTO "Country" ("id", "name") VALUES ('IT', 'Italy');
INSERT INTO "City" ("id", "country", "twin") VALUES ('00000000-0000-0000-0000-000000000001', 'AT', 'IT');
