-- drop foreign key `fk_Task_owner` of `Task`; drop index `ix_Task_owner` of `Task`; drop column `Task`.`owner`
CREATE TABLE "Task__new" (
    "id" CHAR(36) NOT NULL,
    "helper" CHAR(36),
    CONSTRAINT "pk_Task" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Task_helper" UNIQUE ("helper"),
    CONSTRAINT "fk_Task_helper" FOREIGN KEY ("helper") REFERENCES "User" ("id")
);
INSERT INTO "Task__new" (rowid, "id", "helper") SELECT rowid, "id", "helper" FROM "Task";
DROP TABLE "Task";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Task__new" RENAME TO "Task";
PRAGMA legacy_alter_table = OFF;
