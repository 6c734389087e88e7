SELECT CAST(count(*) AS TEXT) FROM "Code" => 3
