-- add foreign key `fk_Task_owner` to `Task`
--   stops at rows of `Task` that point to a `User` that is not there
CREATE TABLE "Task__new" (
    "id" CHAR(36) NOT NULL,
    "owner" CHAR(36),
    CONSTRAINT "pk_Task" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Task_owner" FOREIGN KEY ("owner") REFERENCES "User" ("id")
);
INSERT INTO "Task__new" (rowid, "id", "owner") SELECT rowid, "id", "owner" FROM "Task";
DROP TABLE "Task";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Task__new" RENAME TO "Task";
PRAGMA legacy_alter_table = OFF;
