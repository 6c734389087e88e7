-- change column `Task`.`title`: type varchar(50) to varchar(200)
CREATE TABLE "Task__new" (
    "id" CHAR(36) NOT NULL,
    "title" VARCHAR(200) NOT NULL,
    CONSTRAINT "pk_Task" PRIMARY KEY ("id")
);
INSERT INTO "Task__new" (rowid, "id", "title") SELECT rowid, "id", "title" FROM "Task";
DROP TABLE "Task";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Task__new" RENAME TO "Task";
PRAGMA legacy_alter_table = OFF;
