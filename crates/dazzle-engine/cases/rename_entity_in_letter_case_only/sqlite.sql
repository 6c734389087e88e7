-- rename table `taskList` to `TaskList`
ALTER TABLE "taskList" RENAME TO "taskList__new";
ALTER TABLE "taskList__new" RENAME TO "TaskList";

-- rename column `TaskList`.`Title` to `title`
ALTER TABLE "TaskList" RENAME COLUMN "Title" TO "title";

-- rename constraint `pk_taskList` of `TaskList` to `pk_TaskList`; rename constraint `uq_taskList_Title` of `TaskList` to `uq_TaskList_title`
CREATE TABLE "TaskList__new" (
    "id" CHAR(36) NOT NULL,
    "title" VARCHAR(20) NOT NULL,
    CONSTRAINT "pk_TaskList" PRIMARY KEY ("id"),
    CONSTRAINT "uq_TaskList_title" UNIQUE ("title")
);
INSERT INTO "TaskList__new" (rowid, "id", "title") SELECT rowid, "id", "title" FROM "TaskList";
DROP TABLE "TaskList";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "TaskList__new" RENAME TO "TaskList";
PRAGMA legacy_alter_table = OFF;
