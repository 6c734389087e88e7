-- bring data in order: Code.code becomes required: rows without a value need one
--   until SELECT count(*) FROM "Code" WHERE "code" IS NULL = 0

-- change column `Code`.`code`: required
--   stops at rows of `Code` without a value for `code`
ALTER TABLE "Code" ALTER COLUMN "code" SET NOT NULL;
