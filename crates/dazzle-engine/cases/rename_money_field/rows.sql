INSERT INTO "Order" ("id", "total_minor", "total_currency") VALUES ('00000000-0000-0000-0000-000000000001', 995, 'USD');
