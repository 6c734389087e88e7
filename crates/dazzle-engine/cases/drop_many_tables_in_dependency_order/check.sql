SELECT CAST(count(*) AS TEXT) FROM "Keep" => 1
