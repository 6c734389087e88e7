-- rename column `Order`.`total_currency` to `amount_currency`
ALTER TABLE "Order" RENAME COLUMN "total_currency" TO "amount_currency";

-- rename column `Order`.`total_minor` to `amount_minor`
ALTER TABLE "Order" RENAME COLUMN "total_minor" TO "amount_minor";

-- rename constraint `uq_Order_total_minor` of `Order` to `uq_Order_amount_minor`
CREATE TABLE "Order__new" (
    "id" CHAR(36) NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "amount_currency" VARCHAR(3) DEFAULT 'EUR',
    CONSTRAINT "pk_Order" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Order_amount_minor" UNIQUE ("amount_minor")
);
INSERT INTO "Order__new" (rowid, "id", "amount_minor", "amount_currency") SELECT rowid, "id", "amount_minor", "amount_currency" FROM "Order";
DROP TABLE "Order";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Order__new" RENAME TO "Order";
PRAGMA legacy_alter_table = OFF;
