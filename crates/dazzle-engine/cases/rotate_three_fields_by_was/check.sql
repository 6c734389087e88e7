SELECT "a" FROM "Line" => from c
SELECT "b" FROM "Line" => from a
SELECT "c" FROM "Line" => from b
