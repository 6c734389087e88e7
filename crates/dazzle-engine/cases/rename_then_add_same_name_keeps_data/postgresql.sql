-- rename column `Task`.`title` to `headline`
ALTER TABLE "Task" RENAME COLUMN "title" TO "headline";

-- add column `Task`.`title` text
ALTER TABLE "Task" ADD COLUMN "title" text DEFAULT 'new';
