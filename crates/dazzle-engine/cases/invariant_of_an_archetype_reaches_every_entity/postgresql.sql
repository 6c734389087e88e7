-- add check `ck_Lease_period` to `Lease`
--   stops at rows of `Lease` that break the check `ck_Lease_period`
ALTER TABLE "Lease" ADD CONSTRAINT "ck_Lease_period" CHECK (COALESCE("ends" >= "starts", TRUE));

-- add check `ck_Visit_period` to `Visit`
--   stops at rows of `Visit` that break the check `ck_Visit_period`
ALTER TABLE "Visit" ADD CONSTRAINT "ck_Visit_period" CHECK (COALESCE("ends" >= "starts", TRUE));
