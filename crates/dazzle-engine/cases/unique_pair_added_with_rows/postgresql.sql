-- add unique constraint `uq_Code_org_code` to `Code`
--   stops at rows of `Code` that are equal in the key of unique constraint `uq_Code_org_code`
ALTER TABLE "Code" ADD CONSTRAINT "uq_Code_org_code" UNIQUE ("org", "code");
