SELECT "name" FROM "Customer" => Ada
