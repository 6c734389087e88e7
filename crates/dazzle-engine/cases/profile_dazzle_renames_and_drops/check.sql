SELECT "mail" FROM "Client" => a@example.org
