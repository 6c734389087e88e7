SELECT "note" FROM "Visit" WHERE "owner_name" = 'nobody' => kept
SELECT CAST(count(*) AS TEXT) FROM "Letter" WHERE "version" = 1 => 1
