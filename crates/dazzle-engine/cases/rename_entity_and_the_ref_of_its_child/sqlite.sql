-- rename table `Customer` to `Client`
ALTER TABLE "Customer" RENAME TO "Client";

-- rename column `Order`.`customer` to `client`
ALTER TABLE "Order" RENAME COLUMN "customer" TO "client";

-- rename constraint `fk_Order_customer` of `Order` to `fk_Order_client`; rename constraint `uq_Order_customer_number` of `Order` to `uq_Order_client_number`
CREATE TABLE "Order__new" (
    "id" CHAR(36) NOT NULL,
    "client" CHAR(36) NOT NULL,
    "number" INTEGER NOT NULL,
    CONSTRAINT "pk_Order" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Order_client_number" UNIQUE ("client", "number"),
    CONSTRAINT "fk_Order_client" FOREIGN KEY ("client") REFERENCES "Client" ("id") ON DELETE CASCADE
);
INSERT INTO "Order__new" (rowid, "id", "client", "number") SELECT rowid, "id", "client", "number" FROM "Order";
DROP TABLE "Order";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Order__new" RENAME TO "Order";
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
