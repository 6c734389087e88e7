SELECT "name" FROM "Zoo" => City zoo
