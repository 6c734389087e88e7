SELECT CAST(count(*) AS TEXT) FROM "Page" WHERE "created_at" > '2020-01-01 00:00:00+00' AND "changed_on" > '2020-01-01' => 1
