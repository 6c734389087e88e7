-- drop index `ix_Task_list_code` of `Task`
DROP INDEX "ix_Task_list_code";

-- bring data in order: Task.list with code becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "Task" WHERE ("list", "code") IN (SELECT "list", "code" FROM "Task" GROUP BY "list", "code" HAVING count(*) > 1) = 0

-- add unique constraint `uq_Task_list_code` to `Task`
--   stops at rows of `Task` that are equal in the key of unique constraint `uq_Task_list_code`
CREATE TABLE "Task__new" (
    "id" CHAR(36) NOT NULL,
    "code" VARCHAR(8) NOT NULL,
    "list" VARCHAR(8) NOT NULL,
    CONSTRAINT "pk_Task" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Task_list_code" UNIQUE ("list", "code")
);
INSERT INTO "Task__new" (rowid, "id", "code", "list") SELECT rowid, "id", "code", "list" FROM "Task";
DROP TABLE "Task";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Task__new" RENAME TO "Task";
PRAGMA legacy_alter_table = OFF;
