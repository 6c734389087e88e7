SELECT CAST(count(*) AS TEXT) FROM "Case" WHERE "until" = '2026-01-02' AND "status" = 'done' => 1
