-- rename column `Task`.`second` to `third`
ALTER TABLE "Task" RENAME COLUMN "second" TO "third";

-- add column `Task`.`fourth` varchar(20)
ALTER TABLE "Task" ADD COLUMN "fourth" varchar(20);

-- drop column `Task`.`first`
ALTER TABLE "Task" DROP COLUMN "first";
