-- drop foreign key `fk_Banner_category` of `Banner`
ALTER TABLE "Banner" DROP CONSTRAINT "fk_Banner_category";

-- drop foreign key `fk_Product_category` of `Product`
ALTER TABLE "Product" DROP CONSTRAINT "fk_Product_category";

-- drop table `Category`
DROP TABLE "Category";

-- drop index `ix_Product_category_name` of `Product`
DROP INDEX "ix_Product_category_name";

-- drop column `Banner`.`category`
ALTER TABLE "Banner" DROP COLUMN "category";

-- drop column `Product`.`category`
ALTER TABLE "Product" DROP COLUMN "category";
