SELECT "email" FROM "Client" WHERE "tier" = 'gold' => b@example.org
SELECT CAST(count(*) AS TEXT) FROM "Order" WHERE "customer" = '00000000-0000-0000-0000-000000000001' => 1
SELECT CAST(count(*) AS TEXT) FROM "Visit" WHERE "who" = '00000000-0000-0000-0000-000000000002' => 1
