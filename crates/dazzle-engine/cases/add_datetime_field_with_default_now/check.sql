SELECT CAST(count(*) AS TEXT) FROM "Entry" WHERE "seen_at" > '2020-01-01 00:00:00+00' AND "made_at" > '2020-01-01 00:00:00+00' => 1
