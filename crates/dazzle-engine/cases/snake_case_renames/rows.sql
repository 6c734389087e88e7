INSERT INTO "pump_use" ("id", "the_pump") VALUES (1, 'X-1');
