INSERT INTO "infusion_pump" ("id", "max_rate", "http_server") VALUES ('00000000-0000-0000-0000-000000000001', 12.5, 'https://example.org');
INSERT INTO "pump_use" ("id", "the_pump") VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000001');
