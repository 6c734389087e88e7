-- add column `Plan`.`minutes` timestamptz
ALTER TABLE "Plan" ADD COLUMN "minutes" timestamptz DEFAULT (now() + interval '15 minutes');

-- add column `Plan`.`hours` timestamptz
ALTER TABLE "Plan" ADD COLUMN "hours" timestamptz DEFAULT (now() + interval '36 hours');

-- add column `Plan`.`days` date
ALTER TABLE "Plan" ADD COLUMN "days" date DEFAULT (CURRENT_DATE - interval '3 days');

-- add column `Plan`.`in_two_weeks` date
ALTER TABLE "Plan" ADD COLUMN "in_two_weeks" date DEFAULT (CURRENT_DATE + interval '2 weeks');

-- add column `Plan`.`in_a_month` date
ALTER TABLE "Plan" ADD COLUMN "in_a_month" date DEFAULT (CURRENT_DATE + interval '1 months');

-- add column `Plan`.`a_year_ago` date
ALTER TABLE "Plan" ADD COLUMN "a_year_ago" date DEFAULT (CURRENT_DATE - interval '1 years');
