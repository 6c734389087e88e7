SELECT "name" FROM "Product" => Sledge
SELECT CAST(count(*) AS TEXT) FROM "Banner" => 1
