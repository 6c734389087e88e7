SELECT "headline" FROM "Client" => x
