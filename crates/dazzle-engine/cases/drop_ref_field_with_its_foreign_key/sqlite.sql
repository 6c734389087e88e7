-- drop foreign key `fk_Task_owner` of `Task`; drop index `ix_Task_owner` of `Task`; drop column `Task`.`owner`
CREATE TABLE "Task__new" (
    "id" CHAR(36) NOT NULL,
    "title" VARCHAR(80) NOT NULL,
    CONSTRAINT "pk_Task" PRIMARY KEY ("id")
);
INSERT INTO "Task__new" (rowid, "id", "title") SELECT rowid, "id", "title" FROM "Task";
DROP TABLE "Task";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Task__new" RENAME TO "Task";
PRAGMA legacy_alter_table = OFF;
