-- rename column `Code`.`code` to `number`
ALTER TABLE "Code" RENAME COLUMN "code" TO "number";

-- rename column `Code`.`kept` to `stock`
ALTER TABLE "Code" RENAME COLUMN "kept" TO "stock";

-- rename index `ix_Code_code_kept` of `Code` to `ix_Code_number_stock`
ALTER INDEX "ix_Code_code_kept" RENAME TO "ix_Code_number_stock";

-- rename index `ix_Code_kept` of `Code` to `ix_Code_stock`
ALTER INDEX "ix_Code_kept" RENAME TO "ix_Code_stock";

-- rename constraint `uq_Code_code` of `Code` to `uq_Code_number`
ALTER TABLE "Code" RENAME CONSTRAINT "uq_Code_code" TO "uq_Code_number";

-- rename constraint `uq_Code_org_code` of `Code` to `uq_Code_org_number`
ALTER TABLE "Code" RENAME CONSTRAINT "uq_Code_org_code" TO "uq_Code_org_number";
