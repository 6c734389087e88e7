INSERT INTO "Upload" ("id", "name") VALUES ('00000000-0000-0000-0000-000000000001', 'letter.pdf');
