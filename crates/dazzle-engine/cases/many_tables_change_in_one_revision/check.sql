SELECT "name" FROM "Client" => Ada
SELECT CAST(count(*) AS TEXT) FROM "Order" WHERE "client" = '00000000-0000-0000-0000-000000000001' AND "status" = 'paid' => 1
SELECT "text" FROM "Line" WHERE "order" = '00000000-0000-0000-0000-000000000002' => nails
