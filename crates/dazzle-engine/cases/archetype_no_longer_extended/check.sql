SELECT "note" FROM "Visit" => kept
