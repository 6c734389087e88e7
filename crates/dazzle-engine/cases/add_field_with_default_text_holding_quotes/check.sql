SELECT "single" FROM "Sign" => it's here
SELECT "double" FROM "Sign" => say "hi"
SELECT "both" FROM "Sign" => a 'b' "c"
SELECT "backslash" FROM "Sign" => C:\temp
SELECT "percent" FROM "Sign" => 100% {0} ? $1 :x
SELECT CAST(count(*) AS TEXT) FROM "Sign" WHERE "empty" = '' => 1
