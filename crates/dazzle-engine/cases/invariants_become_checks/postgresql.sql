-- add check `ck_Case_case_date` to `Case`
--   stops at rows of `Case` that break the check `ck_Case_case_date`
ALTER TABLE "Case" ADD CONSTRAINT "ck_Case_case_date" CHECK ("status" IS DISTINCT FROM 'closed' OR "closed_on" IS NOT NULL);

-- add check `ck_Case_inv1` to `Case`
--   stops at rows of `Case` that break the check `ck_Case_inv1`
ALTER TABLE "Case" ADD CONSTRAINT "ck_Case_inv1" CHECK (COALESCE("closed_on" >= "opened_on", TRUE));

-- add check `ck_Case_inv3` to `Case`
--   stops at rows of `Case` that break the check `ck_Case_inv3`
ALTER TABLE "Case" ADD CONSTRAINT "ck_Case_inv3" CHECK (COALESCE("low" <= "high", TRUE) AND COALESCE("low" >= 0, TRUE));

-- add check `ck_Case_inv5` to `Case`
--   stops at rows of `Case` that break the check `ck_Case_inv5`
ALTER TABLE "Case" ADD CONSTRAINT "ck_Case_inv5" CHECK (COALESCE("price" * "quantity" <= 1000000, TRUE) OR "quantity" IS NULL);

-- add check `ck_Case_inv6` to `Case`
--   stops at rows of `Case` that break the check `ck_Case_inv6`
ALTER TABLE "Case" ADD CONSTRAINT "ck_Case_inv6" CHECK (COALESCE(1.0 * ("high" - "low") / NULLIF(2, 0) + 1 > 0, TRUE));

-- add check `ck_Case_inv7` to `Case`
--   stops at rows of `Case` that break the check `ck_Case_inv7`
ALTER TABLE "Case" ADD CONSTRAINT "ck_Case_inv7" CHECK ("name" IS DISTINCT FROM '' AND "name" IS DISTINCT FROM 'it''s');

-- add check `ck_Case_inv8` to `Case`
--   stops at rows of `Case` that break the check `ck_Case_inv8`
ALTER TABLE "Case" ADD CONSTRAINT "ck_Case_inv8" CHECK ("archived" IS NOT DISTINCT FROM FALSE OR "status" IS NOT DISTINCT FROM 'closed');

-- add check `ck_Case_nick` to `Case`
--   stops at rows of `Case` that break the check `ck_Case_nick`
ALTER TABLE "Case" ADD CONSTRAINT "ck_Case_nick" CHECK (NOT ("name" IS NOT DISTINCT FROM "nick"));
