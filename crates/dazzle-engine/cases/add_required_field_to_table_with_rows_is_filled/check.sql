SELECT "region" FROM "Shop" WHERE "id" = '00000000-0000-0000-0000-000000000001' => region of Graz
SELECT "region" FROM "Shop" WHERE "id" = '00000000-0000-0000-0000-000000000002' => region of Linz
