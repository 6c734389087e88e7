INSERT INTO "Device" ("id", "serial") VALUES (1, 'X-1');
