-- drop foreign key `fk_Banner_category` of `Banner`
CREATE TABLE "Banner__new" (
    "id" CHAR(36) NOT NULL,
    "category" CHAR(36),
    CONSTRAINT "pk_Banner" PRIMARY KEY ("id")
);
INSERT INTO "Banner__new" (rowid, "id", "category") SELECT rowid, "id", "category" FROM "Banner";
DROP TABLE "Banner";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Banner__new" RENAME TO "Banner";
PRAGMA legacy_alter_table = OFF;

-- drop foreign key `fk_Product_category` of `Product`
CREATE TABLE "Product__new" (
    "id" CHAR(36) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "category" CHAR(36),
    CONSTRAINT "pk_Product" PRIMARY KEY ("id")
);
INSERT INTO "Product__new" (rowid, "id", "name", "category") SELECT rowid, "id", "name", "category" FROM "Product";
DROP TABLE "Product";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Product__new" RENAME TO "Product";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Product_category_name" ON "Product" ("category", "name");

-- drop table `Category`
DROP TABLE "Category";

-- drop index `ix_Product_category_name` of `Product`; drop column `Product`.`category`
DROP INDEX "ix_Product_category_name";
ALTER TABLE "Product" DROP COLUMN "category";

-- drop column `Banner`.`category`
ALTER TABLE "Banner" DROP COLUMN "category";
