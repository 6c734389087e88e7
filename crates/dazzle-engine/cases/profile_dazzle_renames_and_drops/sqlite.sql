-- rename table `Customer` to `Client`
ALTER TABLE "Customer" RENAME TO "Client";

-- rename column `Client`.`email` to `mail`
ALTER TABLE "Client" RENAME COLUMN "email" TO "mail";

-- rename column `Order`.`customer` to `client`
ALTER TABLE "Order" RENAME COLUMN "customer" TO "client";

-- drop unique constraint `uq_Order_customer_note` of `Order`; rename constraint `Order_customer_fkey` of `Order` to `Order_client_fkey`; drop column `Order`.`note`
CREATE TABLE "Order__new" (
    "id" CHAR(36) NOT NULL,
    "client" CHAR(36) NOT NULL,
    CONSTRAINT "Order_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Order_client_fkey" FOREIGN KEY ("client") REFERENCES "Client" ("id")
);
INSERT INTO "Order__new" (rowid, "id", "client") SELECT rowid, "id", "client" FROM "Order";
DROP TABLE "Order";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Order__new" RENAME TO "Order";
PRAGMA legacy_alter_table = OFF;

-- rename constraint `Customer_email_key` of `Client` to `Client_mail_key`; rename constraint `Customer_pkey` of `Client` to `Client_pkey`; drop column `Client`.`orders`
CREATE TABLE "Client__new" (
    "id" CHAR(36) NOT NULL,
    "mail" TEXT NOT NULL,
    CONSTRAINT "Client_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Client_mail_key" UNIQUE ("mail")
);
INSERT INTO "Client__new" (rowid, "id", "mail") SELECT rowid, "id", "mail" FROM "Client";
DROP TABLE "Client";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Client__new" RENAME TO "Client";
PRAGMA legacy_alter_table = OFF;
