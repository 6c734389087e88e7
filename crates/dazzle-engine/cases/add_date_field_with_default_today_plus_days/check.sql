SELECT CAST(count(*) AS TEXT) FROM "Loan" WHERE "due" > '2020-01-01' => 1
