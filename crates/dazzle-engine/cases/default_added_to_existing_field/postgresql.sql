-- change column `Task`.`points`: default 3
ALTER TABLE "Task" ALTER COLUMN "points" SET DEFAULT 3;

-- change column `Task`.`place`: default 'O''Hare'
ALTER TABLE "Task" ALTER COLUMN "place" SET DEFAULT 'O''Hare';

-- change column `Task`.`due`: default today + 7d
ALTER TABLE "Task" ALTER COLUMN "due" SET DEFAULT (CURRENT_DATE + interval '7 days');
