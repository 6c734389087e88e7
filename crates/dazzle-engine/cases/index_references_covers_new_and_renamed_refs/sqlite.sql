-- rename column `Task`.`owner` to `assignee`
ALTER TABLE "Task" RENAME COLUMN "owner" TO "assignee";

-- rename constraint `fk_Task_owner` of `Task` to `fk_Task_assignee`; rename index `ix_Task_owner` of `Task` to `ix_Task_assignee`; add column `Task`.`helper` uuid; add column `Task`.`next` uuid; create index `ix_Task_helper` on `Task`; create index `ix_Task_next` on `Task`; add foreign key `fk_Task_helper` to `Task`; add foreign key `fk_Task_next` to `Task`
--   stops at rows of `Task` that point to a `User` that is not there
--   stops at rows of `Task` that point to a `Task` that is not there
CREATE TABLE "Task__new" (
    "id" CHAR(36) NOT NULL,
    "assignee" CHAR(36) NOT NULL,
    "reviewer" CHAR(36),
    "tester" CHAR(36),
    "helper" CHAR(36),
    "next" CHAR(36),
    CONSTRAINT "pk_Task" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Task_assignee" FOREIGN KEY ("assignee") REFERENCES "User" ("id"),
    CONSTRAINT "fk_Task_reviewer" FOREIGN KEY ("reviewer") REFERENCES "User" ("id"),
    CONSTRAINT "fk_Task_tester" FOREIGN KEY ("tester") REFERENCES "User" ("id"),
    CONSTRAINT "fk_Task_helper" FOREIGN KEY ("helper") REFERENCES "User" ("id"),
    CONSTRAINT "fk_Task_next" FOREIGN KEY ("next") REFERENCES "Task" ("id")
);
INSERT INTO "Task__new" (rowid, "id", "assignee", "reviewer", "tester") SELECT rowid, "id", "assignee", "reviewer", "tester" FROM "Task";
DROP TABLE "Task";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Task__new" RENAME TO "Task";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Task_reviewer" ON "Task" ("reviewer");
CREATE INDEX "ix_Task_tester" ON "Task" ("tester");
CREATE INDEX "ix_Task_assignee" ON "Task" ("assignee");
CREATE INDEX "ix_Task_helper" ON "Task" ("helper");
CREATE INDEX "ix_Task_next" ON "Task" ("next");
