INSERT INTO "Person" ("id", "first_name", "last_name") VALUES ('00000000-0000-0000-0000-000000000001', 'Ada', 'Lovelace');
INSERT INTO "Person" ("id", "first_name", "last_name") VALUES ('00000000-0000-0000-0000-000000000002', 'Alan', 'Turing');
