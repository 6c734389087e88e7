SELECT "timezone" FROM "Contact" WHERE "id" = '00000000-0000-0000-0000-000000000001' => Europe/Vienna
SELECT CAST(count(*) AS TEXT) FROM "Contact" WHERE "external_key" IS NULL AND "email" IS NULL AND "website" IS NULL => 1
