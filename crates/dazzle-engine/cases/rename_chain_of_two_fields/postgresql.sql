-- rename column `Line`.`b` to `c`
ALTER TABLE "Line" RENAME COLUMN "b" TO "c";

-- rename column `Line`.`a` to `b`
ALTER TABLE "Line" RENAME COLUMN "a" TO "b";

-- rename index `ix_Line_b` of `Line` to `ix_Line_c`
ALTER INDEX "ix_Line_b" RENAME TO "ix_Line_c";

-- rename index `ix_Line_a` of `Line` to `ix_Line_b`
ALTER INDEX "ix_Line_a" RENAME TO "ix_Line_b";
