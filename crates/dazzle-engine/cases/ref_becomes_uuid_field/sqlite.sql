-- drop foreign key `fk_Task_owner` of `Task`
CREATE TABLE "Task__new" (
    "id" CHAR(36) NOT NULL,
    "owner" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Task" PRIMARY KEY ("id")
);
INSERT INTO "Task__new" (rowid, "id", "owner") SELECT rowid, "id", "owner" FROM "Task";
DROP TABLE "Task";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Task__new" RENAME TO "Task";
PRAGMA legacy_alter_table = OFF;
