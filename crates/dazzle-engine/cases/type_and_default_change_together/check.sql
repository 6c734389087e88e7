SELECT CAST(count(*) AS TEXT) FROM "Part" WHERE "weight" = 1.5 AND "size" = '5' AND "label" = 'none' => 1
SELECT CAST(count(*) AS TEXT) FROM "Part" WHERE "weight" = 9.75 AND "size" = '8' AND "label" = 'new' => 1
