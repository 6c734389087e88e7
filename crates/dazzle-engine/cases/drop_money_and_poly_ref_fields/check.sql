SELECT CAST(count(*) AS TEXT) FROM "Bill" => 1
