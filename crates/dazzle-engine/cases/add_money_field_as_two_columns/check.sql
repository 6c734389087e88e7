SELECT "total_currency" FROM "Order" => EUR
SELECT "shipping_currency" FROM "Order" => GBP
SELECT CAST(count(*) AS TEXT) FROM "Order" WHERE "total_minor" IS NULL AND "shipping_minor" IS NULL => 1
