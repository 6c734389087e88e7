-- rename table `Customer` to `Client`
ALTER TABLE "Customer" RENAME TO "Client";

-- rename table `Line` to `PurchaseLine`
ALTER TABLE "Line" RENAME TO "PurchaseLine";

-- rename table `Order` to `Purchase`
ALTER TABLE "Order" RENAME TO "Purchase";

-- rename constraint `fk_Line_order` of `PurchaseLine` to `fk_PurchaseLine_order`; rename constraint `pk_Line` of `PurchaseLine` to `pk_PurchaseLine`
CREATE TABLE "PurchaseLine__new" (
    "id" CHAR(36) NOT NULL,
    "order" CHAR(36) NOT NULL,
    CONSTRAINT "pk_PurchaseLine" PRIMARY KEY ("id"),
    CONSTRAINT "fk_PurchaseLine_order" FOREIGN KEY ("order") REFERENCES "Purchase" ("id")
);
INSERT INTO "PurchaseLine__new" (rowid, "id", "order") SELECT rowid, "id", "order" FROM "PurchaseLine";
DROP TABLE "PurchaseLine";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "PurchaseLine__new" RENAME TO "PurchaseLine";
PRAGMA legacy_alter_table = OFF;

-- rename constraint `fk_Order_customer` of `Purchase` to `fk_Purchase_customer`; rename constraint `pk_Order` of `Purchase` to `pk_Purchase`
CREATE TABLE "Purchase__new" (
    "id" CHAR(36) NOT NULL,
    "customer" CHAR(36) NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "total_currency" VARCHAR(3) DEFAULT 'GBP',
    CONSTRAINT "pk_Purchase" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Purchase_customer" FOREIGN KEY ("customer") REFERENCES "Client" ("id")
);
INSERT INTO "Purchase__new" (rowid, "id", "customer", "total_minor", "total_currency") SELECT rowid, "id", "customer", "total_minor", "total_currency" FROM "Purchase";
DROP TABLE "Purchase";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Purchase__new" RENAME TO "Purchase";
PRAGMA legacy_alter_table = OFF;

-- rename constraint `pk_Customer` of `Client` to `pk_Client`
CREATE TABLE "Client__new" (
    "id" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Client" PRIMARY KEY ("id")
);
INSERT INTO "Client__new" (rowid, "id") SELECT rowid, "id" FROM "Client";
DROP TABLE "Client";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Client__new" RENAME TO "Client";
PRAGMA legacy_alter_table = OFF;
