-- change column `Order`.`total_minor`: no longer required; change column `Order`.`total_currency`: default 'EUR'
CREATE TABLE "Order__new" (
    "id" CHAR(36) NOT NULL,
    "total_minor" BIGINT,
    "total_currency" VARCHAR(3) DEFAULT 'EUR',
    CONSTRAINT "pk_Order" PRIMARY KEY ("id")
);
INSERT INTO "Order__new" (rowid, "id", "total_minor", "total_currency") SELECT rowid, "id", "total_minor", "total_currency" FROM "Order";
DROP TABLE "Order";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Order__new" RENAME TO "Order";
PRAGMA legacy_alter_table = OFF;
