-- drop unique constraint `uq_Code_org_code` of `Code`
ALTER TABLE "Code" DROP CONSTRAINT "uq_Code_org_code";

-- add column `Code`.`version` integer, required
ALTER TABLE "Code" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;

-- add unique constraint `uq_Code_org_code_version` to `Code`
--   stops at rows of `Code` that are equal in the key of unique constraint `uq_Code_org_code_version`
ALTER TABLE "Code" ADD CONSTRAINT "uq_Code_org_code_version" UNIQUE ("org", "code", "version");
