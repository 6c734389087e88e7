-- rename column `Line`.`a` to `dazzle_moving_a`
ALTER TABLE "Line" RENAME COLUMN "a" TO "dazzle_moving_a";

-- rename column `Line`.`b` to `a`
ALTER TABLE "Line" RENAME COLUMN "b" TO "a";

-- rename column `Line`.`dazzle_moving_a` to `b`
ALTER TABLE "Line" RENAME COLUMN "dazzle_moving_a" TO "b";

-- rename constraint `uq_Line_a` of `Line` to `uq_Line_b`
ALTER TABLE "Line" RENAME CONSTRAINT "uq_Line_a" TO "uq_Line_b";
