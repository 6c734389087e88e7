SELECT "country" FROM "City" WHERE "twin" = 'IT' => AT
