SELECT CAST(count(*) AS TEXT) FROM "Entry" WHERE "day" > '2020-01-01' AND "noted_on" > '2020-01-01' => 1
