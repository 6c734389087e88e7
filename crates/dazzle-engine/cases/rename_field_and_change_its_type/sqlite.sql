-- rename column `Task`.`name` to `title`
ALTER TABLE "Task" RENAME COLUMN "name" TO "title";

-- rename column `Task`.`points` to `score`
ALTER TABLE "Task" RENAME COLUMN "points" TO "score";

-- change column `Task`.`title`: type varchar(20) to text, default 'untitled'; change column `Task`.`score`: default 0
CREATE TABLE "Task__new" (
    "id" CHAR(36) NOT NULL,
    "title" TEXT NOT NULL DEFAULT 'untitled',
    "score" INTEGER DEFAULT 0,
    CONSTRAINT "pk_Task" PRIMARY KEY ("id")
);
INSERT INTO "Task__new" (rowid, "id", "title", "score") SELECT rowid, "id", "title", "score" FROM "Task";
DROP TABLE "Task";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Task__new" RENAME TO "Task";
PRAGMA legacy_alter_table = OFF;

-- bring data in order: Task.score becomes required: rows without a value need one
--   until SELECT count(*) FROM "Task" WHERE "score" IS NULL = 0

-- change column `Task`.`score`: required
--   stops at rows of `Task` without a value for `score`
CREATE TABLE "Task__new" (
    "id" CHAR(36) NOT NULL,
    "title" TEXT NOT NULL DEFAULT 'untitled',
    "score" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "pk_Task" PRIMARY KEY ("id")
);
INSERT INTO "Task__new" (rowid, "id", "title", "score") SELECT rowid, "id", "title", "score" FROM "Task";
DROP TABLE "Task";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Task__new" RENAME TO "Task";
PRAGMA legacy_alter_table = OFF;
