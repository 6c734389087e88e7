SELECT "status" FROM "Contract" WHERE "signing_service" = 'native' => draft
SELECT "status" FROM "Letter" WHERE "signing_service" = 'native' => new
