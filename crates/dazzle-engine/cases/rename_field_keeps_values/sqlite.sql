-- rename column `Task`.`remark` to `note`
ALTER TABLE "Task" RENAME COLUMN "remark" TO "note";

-- rename column `Task`.`title` to `headline`
ALTER TABLE "Task" RENAME COLUMN "title" TO "headline";
