SELECT CAST(count(*) AS TEXT) FROM "Book" => 1
