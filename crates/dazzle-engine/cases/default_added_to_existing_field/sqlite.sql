-- change column `Task`.`points`: default 3; change column `Task`.`place`: default 'O''Hare'; change column `Task`.`due`: default today + 7d
CREATE TABLE "Task__new" (
    "id" CHAR(36) NOT NULL,
    "title" VARCHAR(80) NOT NULL,
    "points" INTEGER DEFAULT 3,
    "place" VARCHAR(40) DEFAULT 'O''Hare',
    "due" DATE DEFAULT (date('now','+7 days')),
    CONSTRAINT "pk_Task" PRIMARY KEY ("id")
);
INSERT INTO "Task__new" (rowid, "id", "title", "points", "place", "due") SELECT rowid, "id", "title", "points", "place", "due" FROM "Task";
DROP TABLE "Task";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Task__new" RENAME TO "Task";
PRAGMA legacy_alter_table = OFF;
