-- rename column `Assignment`.`and` to `also`
ALTER TABLE "Assignment" RENAME COLUMN "and" TO "also";

-- rename column `Assignment`.`is` to `taken`
ALTER TABLE "Assignment" RENAME COLUMN "is" TO "taken";

-- drop column `Assignment`.`null`
ALTER TABLE "Assignment" DROP COLUMN "null";
