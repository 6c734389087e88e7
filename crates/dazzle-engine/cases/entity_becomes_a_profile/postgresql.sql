-- add column `Patient`.`identity_id` uuid
ALTER TABLE "Patient" ADD COLUMN "identity_id" uuid;

-- bring data in order: Patient.identity_id becomes required: rows without a value need one
--   until SELECT count(*) FROM "Patient" WHERE "identity_id" IS NULL = 0

-- change column `Patient`.`identity_id`: required
--   stops at rows of `Patient` without a value for `identity_id`
ALTER TABLE "Patient" ALTER COLUMN "identity_id" SET NOT NULL;

-- add unique constraint `uq_Patient_identity_id` to `Patient`
--   stops at rows of `Patient` that are equal in the key of unique constraint `uq_Patient_identity_id`
ALTER TABLE "Patient" ADD CONSTRAINT "uq_Patient_identity_id" UNIQUE ("identity_id");
