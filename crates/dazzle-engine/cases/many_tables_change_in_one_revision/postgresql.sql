-- rename table `Customer` to `Client`
ALTER TABLE "Customer" RENAME TO "Client";

-- rename column `Order`.`customer` to `client`
ALTER TABLE "Order" RENAME COLUMN "customer" TO "client";

-- drop foreign key `fk_Line_order` of `Line`
ALTER TABLE "Line" DROP CONSTRAINT "fk_Line_order";

-- drop foreign key `fk_Order_customer` of `Order`
ALTER TABLE "Order" DROP CONSTRAINT "fk_Order_customer";

-- drop table `Log`
DROP TABLE "Log";

-- drop check `ck_Order_status` of `Order`
ALTER TABLE "Order" DROP CONSTRAINT "ck_Order_status";

-- rename constraint `pk_Customer` of `Client` to `pk_Client`
ALTER TABLE "Client" RENAME CONSTRAINT "pk_Customer" TO "pk_Client";

-- create table `Product` (3 columns)
CREATE TABLE "Product" (
    "id" varchar(20) NOT NULL,
    "successor" varchar(20),
    "best_line" uuid,
    CONSTRAINT "pk_Product" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Product_best_line" FOREIGN KEY ("best_line") REFERENCES "Line" ("id"),
    CONSTRAINT "fk_Product_successor" FOREIGN KEY ("successor") REFERENCES "Product" ("id")
);

-- change column `Client`.`name`: type varchar(80) to varchar(120)
ALTER TABLE "Client" ALTER COLUMN "name" TYPE varchar(120);
ANALYZE "Client" ("name");

-- add column `Line`.`product` varchar(20)
ALTER TABLE "Line" ADD COLUMN "product" varchar(20);

-- change column `Line`.`text`: type varchar(80) to text
ALTER TABLE "Line" ALTER COLUMN "text" TYPE text;
ANALYZE "Line" ("text");

-- add check `ck_Order_status` to `Order`
--   stops at rows of `Order` that break the check `ck_Order_status`
ALTER TABLE "Order" ADD CONSTRAINT "ck_Order_status" CHECK ("status" IN ('new', 'paid', 'sent'));

-- add foreign key `fk_Line_order` to `Line`
--   stops at rows of `Line` that point to a `Order` that is not there
ALTER TABLE "Line" ADD CONSTRAINT "fk_Line_order" FOREIGN KEY ("order") REFERENCES "Order" ("id") ON DELETE CASCADE;

-- add foreign key `fk_Line_product` to `Line`
--   stops at rows of `Line` that point to a `Product` that is not there
ALTER TABLE "Line" ADD CONSTRAINT "fk_Line_product" FOREIGN KEY ("product") REFERENCES "Product" ("id");

-- add foreign key `fk_Order_client` to `Order`
--   stops at rows of `Order` that point to a `Client` that is not there
ALTER TABLE "Order" ADD CONSTRAINT "fk_Order_client" FOREIGN KEY ("client") REFERENCES "Client" ("id") ON DELETE RESTRICT;
