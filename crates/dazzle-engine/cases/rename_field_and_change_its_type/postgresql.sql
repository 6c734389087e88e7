-- rename column `Task`.`name` to `title`
ALTER TABLE "Task" RENAME COLUMN "name" TO "title";

-- rename column `Task`.`points` to `score`
ALTER TABLE "Task" RENAME COLUMN "points" TO "score";

-- change column `Task`.`title`: type varchar(20) to text, default 'untitled'
ALTER TABLE "Task" ALTER COLUMN "title" DROP DEFAULT, ALTER COLUMN "title" TYPE text, ALTER COLUMN "title" SET DEFAULT 'untitled';
ANALYZE "Task" ("title");

-- change column `Task`.`score`: default 0
ALTER TABLE "Task" ALTER COLUMN "score" SET DEFAULT 0;

-- bring data in order: Task.score becomes required: rows without a value need one
--   until SELECT count(*) FROM "Task" WHERE "score" IS NULL = 0

-- change column `Task`.`score`: required
--   stops at rows of `Task` without a value for `score`
ALTER TABLE "Task" ALTER COLUMN "score" SET NOT NULL;
