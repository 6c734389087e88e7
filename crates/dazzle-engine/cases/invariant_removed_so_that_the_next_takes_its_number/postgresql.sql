-- drop check `ck_Case_high` of `Case`
ALTER TABLE "Case" DROP CONSTRAINT "ck_Case_high";

-- drop check `ck_Case_inv1` of `Case`
ALTER TABLE "Case" DROP CONSTRAINT "ck_Case_inv1";

-- rename constraint `ck_Case_inv2` of `Case` to `ck_Case_inv1`
ALTER TABLE "Case" RENAME CONSTRAINT "ck_Case_inv2" TO "ck_Case_inv1";
