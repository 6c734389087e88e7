-- change column `Task`.`title`: type text to varchar(20)
--   stops at rows of `Task` whose `title` is longer than 20 characters
CREATE TABLE "Task__new" (
    "id" CHAR(36) NOT NULL,
    "title" VARCHAR(20) NOT NULL,
    CONSTRAINT "pk_Task" PRIMARY KEY ("id")
);
INSERT INTO "Task__new" (rowid, "id", "title") SELECT rowid, "id", "title" FROM "Task";
DROP TABLE "Task";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Task__new" RENAME TO "Task";
PRAGMA legacy_alter_table = OFF;
