-- change column `Task`.`label`: default 'it''s new'
ALTER TABLE "Task" ALTER COLUMN "label" SET DEFAULT 'it''s new';

-- change column `Task`.`day`: default '2026-01-31'
ALTER TABLE "Task" ALTER COLUMN "day" SET DEFAULT '2026-01-31';

-- change column `Task`.`at`: default now + 1h
ALTER TABLE "Task" ALTER COLUMN "at" SET DEFAULT (now() + interval '1 hours');

-- change column `Task`.`amount`: default -1.50
ALTER TABLE "Task" ALTER COLUMN "amount" SET DEFAULT -1.50;
