SELECT "city" FROM "Customer" WHERE "street" = 'Elm' => Bonn
