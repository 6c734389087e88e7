SELECT "column" FROM "Order" WHERE "limit" = 10 => table
SELECT "default" FROM "Order" WHERE "group" = 'a' AND "key" = 'c' => default
