-- change column `Task`.`points`: no default
ALTER TABLE "Task" ALTER COLUMN "points" DROP DEFAULT;

-- change column `Task`.`place`: no default
ALTER TABLE "Task" ALTER COLUMN "place" DROP DEFAULT;

-- change column `Task`.`seen_at`: no default
ALTER TABLE "Task" ALTER COLUMN "seen_at" DROP DEFAULT;

-- change column `Task`.`open`: no default
ALTER TABLE "Task" ALTER COLUMN "open" DROP DEFAULT;
