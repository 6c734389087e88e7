SELECT "number" FROM "Code" WHERE "stock" = 5 => 1
