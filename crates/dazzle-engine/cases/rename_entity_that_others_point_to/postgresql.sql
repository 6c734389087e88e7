-- rename table `Customer` to `Client`
ALTER TABLE "Customer" RENAME TO "Client";

-- rename constraint `ck_Customer_tier` of `Client` to `ck_Client_tier`
ALTER TABLE "Client" RENAME CONSTRAINT "ck_Customer_tier" TO "ck_Client_tier";

-- rename constraint `fk_Customer_parent` of `Client` to `fk_Client_parent`
ALTER TABLE "Client" RENAME CONSTRAINT "fk_Customer_parent" TO "fk_Client_parent";

-- rename index `ix_Customer_tier_email` of `Client` to `ix_Client_tier_email`
ALTER INDEX "ix_Customer_tier_email" RENAME TO "ix_Client_tier_email";

-- rename constraint `pk_Customer` of `Client` to `pk_Client`
ALTER TABLE "Client" RENAME CONSTRAINT "pk_Customer" TO "pk_Client";

-- rename constraint `uq_Customer_email` of `Client` to `uq_Client_email`
ALTER TABLE "Client" RENAME CONSTRAINT "uq_Customer_email" TO "uq_Client_email";
