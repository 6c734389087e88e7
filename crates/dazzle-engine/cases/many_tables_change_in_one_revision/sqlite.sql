-- rename table `Customer` to `Client`
ALTER TABLE "Customer" RENAME TO "Client";

-- rename column `Order`.`customer` to `client`
ALTER TABLE "Order" RENAME COLUMN "customer" TO "client";

-- drop foreign key `fk_Line_order` of `Line`; add column `Line`.`product` varchar(20); change column `Line`.`text`: type varchar(80) to text
CREATE TABLE "Line__new" (
    "id" CHAR(36) NOT NULL,
    "order" CHAR(36) NOT NULL,
    "text" TEXT,
    "product" VARCHAR(20),
    CONSTRAINT "pk_Line" PRIMARY KEY ("id")
);
INSERT INTO "Line__new" (rowid, "id", "order", "text") SELECT rowid, "id", "order", "text" FROM "Line";
DROP TABLE "Line";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Line__new" RENAME TO "Line";
PRAGMA legacy_alter_table = OFF;

-- drop foreign key `fk_Order_customer` of `Order`; drop check `ck_Order_status` of `Order`; add check `ck_Order_status` to `Order`
--   stops at rows of `Order` that break the check `ck_Order_status`
CREATE TABLE "Order__new" (
    "id" CHAR(36) NOT NULL,
    "client" CHAR(36) NOT NULL,
    "status" TEXT DEFAULT 'new',
    CONSTRAINT "pk_Order" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Order_status" CHECK ("status" IN ('new', 'paid', 'sent'))
);
INSERT INTO "Order__new" (rowid, "id", "client", "status") SELECT rowid, "id", "client", "status" FROM "Order";
DROP TABLE "Order";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Order__new" RENAME TO "Order";
PRAGMA legacy_alter_table = OFF;

-- drop table `Log`
DROP TABLE "Log";

-- rename constraint `pk_Customer` of `Client` to `pk_Client`; change column `Client`.`name`: type varchar(80) to varchar(120)
CREATE TABLE "Client__new" (
    "id" CHAR(36) NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    CONSTRAINT "pk_Client" PRIMARY KEY ("id")
);
INSERT INTO "Client__new" (rowid, "id", "name") SELECT rowid, "id", "name" FROM "Client";
DROP TABLE "Client";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Client__new" RENAME TO "Client";
PRAGMA legacy_alter_table = OFF;

-- create table `Product` (3 columns)
CREATE TABLE "Product" (
    "id" VARCHAR(20) NOT NULL,
    "successor" VARCHAR(20),
    "best_line" CHAR(36),
    CONSTRAINT "pk_Product" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Product_best_line" FOREIGN KEY ("best_line") REFERENCES "Line" ("id"),
    CONSTRAINT "fk_Product_successor" FOREIGN KEY ("successor") REFERENCES "Product" ("id")
);

-- add foreign key `fk_Line_order` to `Line`; add foreign key `fk_Line_product` to `Line`
--   stops at rows of `Line` that point to a `Order` that is not there
--   stops at rows of `Line` that point to a `Product` that is not there
CREATE TABLE "Line__new" (
    "id" CHAR(36) NOT NULL,
    "order" CHAR(36) NOT NULL,
    "text" TEXT,
    "product" VARCHAR(20),
    CONSTRAINT "pk_Line" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Line_order" FOREIGN KEY ("order") REFERENCES "Order" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_Line_product" FOREIGN KEY ("product") REFERENCES "Product" ("id")
);
INSERT INTO "Line__new" (rowid, "id", "order", "text", "product") SELECT rowid, "id", "order", "text", "product" FROM "Line";
DROP TABLE "Line";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Line__new" RENAME TO "Line";
PRAGMA legacy_alter_table = OFF;

-- add foreign key `fk_Order_client` to `Order`
--   stops at rows of `Order` that point to a `Client` that is not there
CREATE TABLE "Order__new" (
    "id" CHAR(36) NOT NULL,
    "client" CHAR(36) NOT NULL,
    "status" TEXT DEFAULT 'new',
    CONSTRAINT "pk_Order" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Order_status" CHECK ("status" IN ('new', 'paid', 'sent')),
    CONSTRAINT "fk_Order_client" FOREIGN KEY ("client") REFERENCES "Client" ("id") ON DELETE RESTRICT
);
INSERT INTO "Order__new" (rowid, "id", "client", "status") SELECT rowid, "id", "client", "status" FROM "Order";
DROP TABLE "Order";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Order__new" RENAME TO "Order";
PRAGMA legacy_alter_table = OFF;
