-- rename column `Assignment`.`desk` to `seat`
ALTER TABLE "Assignment" RENAME COLUMN "desk" TO "seat";

-- rename column `Assignment`.`ends_on` to `until`
ALTER TABLE "Assignment" RENAME COLUMN "ends_on" TO "until";

-- rename index `uniq_active_Assignment_desk` of `Assignment` to `uniq_active_Assignment_seat`
ALTER INDEX "uniq_active_Assignment_desk" RENAME TO "uniq_active_Assignment_seat";

-- change column `Assignment`.`seat`: type varchar(20) to varchar(40)
ALTER TABLE "Assignment" ALTER COLUMN "seat" TYPE varchar(40);
ANALYZE "Assignment" ("seat");
