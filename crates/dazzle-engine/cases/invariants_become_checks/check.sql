SELECT CAST(count(*) AS TEXT) FROM "Case" => 2
