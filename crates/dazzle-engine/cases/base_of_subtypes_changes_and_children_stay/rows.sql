INSERT INTO "Device" ("id", "serial", "kind") VALUES ('00000000-0000-0000-0000-000000000001', 'X-1', 'infusion_pump');
INSERT INTO "InfusionPump" ("id", "max_rate") VALUES ('00000000-0000-0000-0000-000000000001', 12.5);
