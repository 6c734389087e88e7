-- bring data in order: Code.org with code becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "Code" WHERE ("org", "code") IN (SELECT "org", "code" FROM "Code" GROUP BY "org", "code" HAVING count(*) > 1) = 0

-- add unique constraint `uq_Code_org_code` to `Code`
--   stops at rows of `Code` that are equal in the key of unique constraint `uq_Code_org_code`
ALTER TABLE "Code" ADD CONSTRAINT "uq_Code_org_code" UNIQUE ("org", "code");
