-- rename column `Wide`.`s01` to `t01`
ALTER TABLE "Wide" RENAME COLUMN "s01" TO "t01";

-- add column `Wide`.`b40` boolean, required
ALTER TABLE "Wide" ADD COLUMN "b40" boolean DEFAULT true NOT NULL;

-- add column `Wide`.`day` date
ALTER TABLE "Wide" ADD COLUMN "day" date DEFAULT CURRENT_DATE;

-- change column `Wide`.`t01`: type varchar(20) to varchar(80)
ALTER TABLE "Wide" ALTER COLUMN "t01" TYPE varchar(80);
ANALYZE "Wide" ("t01");

-- change column `Wide`.`s02`: type varchar(20) to text
ALTER TABLE "Wide" ALTER COLUMN "s02" TYPE text;
ANALYZE "Wide" ("s02");

-- change column `Wide`.`s04`: default 'none'
ALTER TABLE "Wide" ALTER COLUMN "s04" SET DEFAULT 'none';

-- change column `Wide`.`i01`: default 1
ALTER TABLE "Wide" ALTER COLUMN "i01" SET DEFAULT 1;

-- bring data in order: Wide.i02 becomes required: rows without a value need one
--   until SELECT count(*) FROM "Wide" WHERE "i02" IS NULL = 0

-- change column `Wide`.`i02`: required
--   stops at rows of `Wide` without a value for `i02`
ALTER TABLE "Wide" ALTER COLUMN "i02" SET NOT NULL;

-- change column `Wide`.`i03`: type integer to varchar(12)
ALTER TABLE "Wide" ALTER COLUMN "i03" TYPE varchar(12);
ANALYZE "Wide" ("i03");

-- change column `Wide`.`d03`: type decimal(8,2) to decimal(12,2)
ALTER TABLE "Wide" ALTER COLUMN "d03" TYPE numeric(12,2);
ANALYZE "Wide" ("d03");

-- change column `Wide`.`b05`: default false
ALTER TABLE "Wide" ALTER COLUMN "b05" SET DEFAULT false;

-- drop column `Wide`.`s03`
ALTER TABLE "Wide" DROP COLUMN "s03";

-- drop column `Wide`.`d10`
ALTER TABLE "Wide" DROP COLUMN "d10";

-- bring data in order: Wide.t01 with i02 becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "Wide" WHERE ("t01", "i02") IN (SELECT "t01", "i02" FROM "Wide" GROUP BY "t01", "i02" HAVING count(*) > 1) = 0

-- add unique constraint `uq_Wide_t01_i02` to `Wide`
--   stops at rows of `Wide` that are equal in the key of unique constraint `uq_Wide_t01_i02`
ALTER TABLE "Wide" ADD CONSTRAINT "uq_Wide_t01_i02" UNIQUE ("t01", "i02");

-- create index `ix_Wide_i03_d03` on `Wide`
CREATE INDEX "ix_Wide_i03_d03" ON "Wide" ("i03", "d03");
