-- change column `Task`.`title`: type varchar(50) to text; change column `Task`.`note`: type varchar(20) to text
CREATE TABLE "Task__new" (
    "id" CHAR(36) NOT NULL,
    "title" TEXT NOT NULL,
    "note" TEXT,
    CONSTRAINT "pk_Task" PRIMARY KEY ("id")
);
INSERT INTO "Task__new" (rowid, "id", "title", "note") SELECT rowid, "id", "title", "note" FROM "Task";
DROP TABLE "Task";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Task__new" RENAME TO "Task";
PRAGMA legacy_alter_table = OFF;
