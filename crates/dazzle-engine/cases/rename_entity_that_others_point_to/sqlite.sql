-- rename table `Customer` to `Client`
ALTER TABLE "Customer" RENAME TO "Client";

-- rename constraint `ck_Customer_tier` of `Client` to `ck_Client_tier`; rename constraint `fk_Customer_parent` of `Client` to `fk_Client_parent`; rename index `ix_Customer_tier_email` of `Client` to `ix_Client_tier_email`; rename constraint `pk_Customer` of `Client` to `pk_Client`; rename constraint `uq_Customer_email` of `Client` to `uq_Client_email`
CREATE TABLE "Client__new" (
    "id" CHAR(36) NOT NULL,
    "email" TEXT NOT NULL,
    "tier" TEXT DEFAULT 'basic',
    "parent" CHAR(36),
    CONSTRAINT "pk_Client" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Client_email" UNIQUE ("email"),
    CONSTRAINT "ck_Client_tier" CHECK ("tier" IN ('basic', 'gold')),
    CONSTRAINT "fk_Client_parent" FOREIGN KEY ("parent") REFERENCES "Client" ("id")
);
INSERT INTO "Client__new" (rowid, "id", "email", "tier", "parent") SELECT rowid, "id", "email", "tier", "parent" FROM "Client";
DROP TABLE "Client";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Client__new" RENAME TO "Client";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_Client_tier_email" ON "Client" ("tier", "email");
