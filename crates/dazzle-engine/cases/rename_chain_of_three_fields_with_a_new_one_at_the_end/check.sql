SELECT "a" FROM "Line" => fresh
SELECT "b" FROM "Line" => from a
SELECT "c" FROM "Line" => from b
SELECT "d" FROM "Line" => from c
