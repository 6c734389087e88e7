-- drop check `ck_Case_range` of `Case`
ALTER TABLE "Case" DROP CONSTRAINT "ck_Case_range";

-- drop column `Case`.`high`
ALTER TABLE "Case" DROP COLUMN "high";
