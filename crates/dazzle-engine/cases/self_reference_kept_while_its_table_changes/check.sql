SELECT CAST(count(*) AS TEXT) FROM "Folder" WHERE "depth" = 0 => 3
SELECT "name" FROM "Folder" WHERE "parent" = '00000000-0000-0000-0000-000000000002' => ada
