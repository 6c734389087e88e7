SELECT "part" FROM "Stock" => 8
SELECT "parent" FROM "Part" WHERE "id" = '8' => 7
