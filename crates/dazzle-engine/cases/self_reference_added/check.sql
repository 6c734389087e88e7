SELECT CAST(count(*) AS TEXT) FROM "Folder" WHERE "parent" IS NULL => 1
