SELECT "a" FROM "Line" => from b
SELECT "b" FROM "Line" => from a
