-- rename column `Case`.`ends` to `until`
ALTER TABLE "Case" RENAME COLUMN "ends" TO "until";

-- rename column `Case`.`state` to `status`
ALTER TABLE "Case" RENAME COLUMN "state" TO "status";

-- rename constraint `ck_Case_state` of `Case` to `ck_Case_status`
ALTER TABLE "Case" RENAME CONSTRAINT "ck_Case_state" TO "ck_Case_status";
