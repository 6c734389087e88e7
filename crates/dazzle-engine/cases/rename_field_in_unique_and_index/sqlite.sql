-- rename column `Code`.`code` to `number`
ALTER TABLE "Code" RENAME COLUMN "code" TO "number";

-- rename column `Code`.`kept` to `stock`
ALTER TABLE "Code" RENAME COLUMN "kept" TO "stock";

-- rename index `ix_Code_code_kept` of `Code` to `ix_Code_number_stock`; rename index `ix_Code_kept` of `Code` to `ix_Code_stock`; rename constraint `uq_Code_code` of `Code` to `uq_Code_number`; rename constraint `uq_Code_org_code` of `Code` to `uq_Code_org_number`
CREATE TABLE "Code__new" (
    "id" CHAR(36) NOT NULL,
    "org" VARCHAR(20) NOT NULL,
    "number" VARCHAR(20) NOT NULL,
    "stock" INTEGER,
    CONSTRAINT "pk_Code" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Code_number" UNIQUE ("number"),
    CONSTRAINT "uq_Code_org_number" UNIQUE ("org", "number")
);
INSERT INTO "Code__new" (rowid, "id", "org", "number", "stock") SELECT rowid, "id", "org", "number", "stock" FROM "Code";
DROP TABLE "Code";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Code__new" RENAME TO "Code";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Code_number_stock" ON "Code" ("number", "stock");
CREATE INDEX "ix_Code_stock" ON "Code" ("stock");
