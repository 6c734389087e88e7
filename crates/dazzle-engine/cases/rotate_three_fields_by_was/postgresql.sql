-- rename column `Line`.`a` to `dazzle_moving_a`
ALTER TABLE "Line" RENAME COLUMN "a" TO "dazzle_moving_a";

-- rename column `Line`.`c` to `a`
ALTER TABLE "Line" RENAME COLUMN "c" TO "a";

-- rename column `Line`.`b` to `c`
ALTER TABLE "Line" RENAME COLUMN "b" TO "c";

-- rename column `Line`.`dazzle_moving_a` to `b`
ALTER TABLE "Line" RENAME COLUMN "dazzle_moving_a" TO "b";

-- rename index `ix_Line_c` of `Line` to `ix_Line_a`
ALTER INDEX "ix_Line_c" RENAME TO "ix_Line_a";

-- rename constraint `uq_Line_a_b` of `Line` to `uq_Line_b_c`
ALTER TABLE "Line" RENAME CONSTRAINT "uq_Line_a_b" TO "uq_Line_b_c";
