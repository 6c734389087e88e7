-- rename column `Line`.`b` to `c`
ALTER TABLE "Line" RENAME COLUMN "b" TO "c";

-- rename column `Line`.`a` to `b`
ALTER TABLE "Line" RENAME COLUMN "a" TO "b";

-- rename index `ix_Line_b` of `Line` to `ix_Line_c`; rename index `ix_Line_a` of `Line` to `ix_Line_b`
DROP INDEX "ix_Line_b";
CREATE INDEX "ix_Line_c" ON "Line" ("c");
DROP INDEX "ix_Line_a";
CREATE INDEX "ix_Line_b" ON "Line" ("b");
