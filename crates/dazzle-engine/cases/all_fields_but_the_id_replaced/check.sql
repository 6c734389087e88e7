SELECT "label" FROM "Thing" WHERE "state" = 'new' => unnamed
