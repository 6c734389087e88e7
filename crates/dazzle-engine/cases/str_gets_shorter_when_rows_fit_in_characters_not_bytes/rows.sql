INSERT INTO "Word" ("id", "word", "origin") VALUES ('00000000-0000-0000-0000-000000000001', 'äöüßé', 'made up');
INSERT INTO "Word" ("id", "word") VALUES ('00000000-0000-0000-0000-000000000002', '日本語です');
