SELECT "code" FROM "Code" => x
