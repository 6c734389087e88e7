-- rename column `Task`.`owner` to `assignee`
ALTER TABLE "Task" RENAME COLUMN "owner" TO "assignee";

-- rename constraint `fk_Task_owner` of `Task` to `fk_Task_assignee`
CREATE TABLE "Task__new" (
    "id" CHAR(36) NOT NULL,
    "assignee" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Task" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Task_assignee" FOREIGN KEY ("assignee") REFERENCES "User" ("id") ON DELETE CASCADE
);
INSERT INTO "Task__new" (rowid, "id", "assignee") SELECT rowid, "id", "assignee" FROM "Task";
DROP TABLE "Task";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Task__new" RENAME TO "Task";
PRAGMA legacy_alter_table = OFF;
