-- drop foreign key `fk_Task_team` of `Task`; drop unique constraint `uq_Task_code` of `Task`; drop column `Task`.`code`; drop column `Task`.`team`
CREATE TABLE "Task__new" (
    "id" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Task" PRIMARY KEY ("id")
);
INSERT INTO "Task__new" (rowid, "id") SELECT rowid, "id" FROM "Task";
DROP TABLE "Task";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Task__new" RENAME TO "Task";
PRAGMA legacy_alter_table = OFF;
