-- rename table `taskList` to `TaskList`
ALTER TABLE "taskList" RENAME TO "TaskList";

-- rename column `TaskList`.`Title` to `title`
ALTER TABLE "TaskList" RENAME COLUMN "Title" TO "title";

-- rename constraint `pk_taskList` of `TaskList` to `pk_TaskList`
ALTER TABLE "TaskList" RENAME CONSTRAINT "pk_taskList" TO "pk_TaskList";

-- rename constraint `uq_taskList_Title` of `TaskList` to `uq_TaskList_title`
ALTER TABLE "TaskList" RENAME CONSTRAINT "uq_taskList_Title" TO "uq_TaskList_title";
