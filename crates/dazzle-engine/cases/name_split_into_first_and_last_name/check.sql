SELECT "last_name" FROM "Person" WHERE "first_name" = 'Ada' => Lovelace
