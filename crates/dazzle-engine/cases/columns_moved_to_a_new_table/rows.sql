INSERT INTO "Customer" ("id", "name", "street", "city") VALUES ('00000000-0000-0000-0000-000000000001', 'C', 'Elm', 'Bonn');
INSERT INTO "Customer" ("id", "name", "street", "city") VALUES ('00000000-0000-0000-0000-000000000002', 'C', NULL, 'Ulm');
INSERT INTO "Customer" ("id", "name", "street", "city") VALUES ('00000000-0000-0000-0000-000000000003', 'C', NULL, NULL);
