-- drop unique constraint `uq_Code_org_code` of `Code`
ALTER TABLE "Code" DROP CONSTRAINT "uq_Code_org_code";

-- add unique constraint `uq_Code_code_org` to `Code`
--   stops at rows of `Code` that are equal in the key of unique constraint `uq_Code_code_org`
ALTER TABLE "Code" ADD CONSTRAINT "uq_Code_code_org" UNIQUE ("code", "org");
