-- drop unique constraint `uq_Code_org_code` of `Code`
ALTER TABLE "Code" DROP CONSTRAINT "uq_Code_org_code";
