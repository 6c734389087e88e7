SELECT "名前" FROM "Größe" WHERE "höheÜberNN" = 12 => サイズ
SELECT "Żółć" FROM "Größe" => może
SELECT CAST(count(*) AS TEXT) FROM "groesse_3" WHERE "größe" = '00000000-0000-0000-0000-000000000001' => 1
