SELECT CAST(count(*) AS TEXT) FROM "Item" WHERE "unit" = 'piece' AND "stock" = 0 => 2
