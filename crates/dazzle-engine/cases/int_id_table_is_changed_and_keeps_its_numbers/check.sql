SELECT "note" FROM "Visit" WHERE "id" = 40 => fortieth
SELECT CAST(count(*) AS TEXT) FROM "Bill" WHERE "visit" = 40 AND "id" = 3 => 1
