SELECT CAST(count(*) AS TEXT) FROM "Probe" WHERE "since" > '2020-01-01 00:00:00+00' => 1
