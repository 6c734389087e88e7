-- add column `Patient`.`identity_id` uuid
ALTER TABLE "Patient" ADD COLUMN "identity_id" CHAR(36);

-- bring data in order: Patient.identity_id becomes required: rows without a value need one
--   until SELECT count(*) FROM "Patient" WHERE "identity_id" IS NULL = 0

-- change column `Patient`.`identity_id`: required; add unique constraint `uq_Patient_identity_id` to `Patient`
--   stops at rows of `Patient` without a value for `identity_id`
--   stops at rows of `Patient` that are equal in the key of unique constraint `uq_Patient_identity_id`
CREATE TABLE "Patient__new" (
    "id" CHAR(36) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "identity_id" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Patient" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Patient_identity_id" UNIQUE ("identity_id")
);
INSERT INTO "Patient__new" (rowid, "id", "name", "identity_id") SELECT rowid, "id", "name", "identity_id" FROM "Patient";
DROP TABLE "Patient";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Patient__new" RENAME TO "Patient";
PRAGMA legacy_alter_table = OFF;
