SELECT CAST(count(*) AS TEXT) FROM "Article" WHERE "subtitle" IS NULL AND "body" IS NULL AND "handle" IS NULL => 2
SELECT "headline" FROM "Article" WHERE "id" = '00000000-0000-0000-0000-000000000002' => Second
