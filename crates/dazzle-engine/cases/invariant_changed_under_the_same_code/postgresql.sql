-- drop check `ck_Case_range` of `Case`
ALTER TABLE "Case" DROP CONSTRAINT "ck_Case_range";

-- add check `ck_Case_range` to `Case`
--   stops at rows of `Case` that break the check `ck_Case_range`
ALTER TABLE "Case" ADD CONSTRAINT "ck_Case_range" CHECK (COALESCE("low" <= "high", TRUE));
