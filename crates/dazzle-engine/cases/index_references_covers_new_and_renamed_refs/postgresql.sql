-- rename column `Task`.`owner` to `assignee`
ALTER TABLE "Task" RENAME COLUMN "owner" TO "assignee";

-- rename constraint `fk_Task_owner` of `Task` to `fk_Task_assignee`
ALTER TABLE "Task" RENAME CONSTRAINT "fk_Task_owner" TO "fk_Task_assignee";

-- rename index `ix_Task_owner` of `Task` to `ix_Task_assignee`
ALTER INDEX "ix_Task_owner" RENAME TO "ix_Task_assignee";

-- add column `Task`.`helper` uuid
ALTER TABLE "Task" ADD COLUMN "helper" uuid;

-- add column `Task`.`next` uuid
ALTER TABLE "Task" ADD COLUMN "next" uuid;

-- create index `ix_Task_helper` on `Task`
CREATE INDEX "ix_Task_helper" ON "Task" ("helper");

-- create index `ix_Task_next` on `Task`
CREATE INDEX "ix_Task_next" ON "Task" ("next");

-- add foreign key `fk_Task_helper` to `Task`
--   stops at rows of `Task` that point to a `User` that is not there
ALTER TABLE "Task" ADD CONSTRAINT "fk_Task_helper" FOREIGN KEY ("helper") REFERENCES "User" ("id");

-- add foreign key `fk_Task_next` to `Task`
--   stops at rows of `Task` that point to a `Task` that is not there
ALTER TABLE "Task" ADD CONSTRAINT "fk_Task_next" FOREIGN KEY ("next") REFERENCES "Task" ("id");
