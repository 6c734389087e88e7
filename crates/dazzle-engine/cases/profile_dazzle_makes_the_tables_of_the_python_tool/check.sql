SELECT "tier" FROM "Customer" => gold
