SELECT CAST(count(*) AS TEXT) FROM "Plan" WHERE "in_two_weeks" > "days" AND "in_a_month" > "a_year_ago" => 1
