-- rename table `Customer` to `Client`
ALTER TABLE "Customer" RENAME TO "Client";

-- rename column `Order`.`customer` to `client`
ALTER TABLE "Order" RENAME COLUMN "customer" TO "client";

-- rename constraint `fk_Order_customer` of `Order` to `fk_Order_client`
ALTER TABLE "Order" RENAME CONSTRAINT "fk_Order_customer" TO "fk_Order_client";

-- rename constraint `pk_Customer` of `Client` to `pk_Client`
ALTER TABLE "Client" RENAME CONSTRAINT "pk_Customer" TO "pk_Client";

-- rename constraint `uq_Order_customer_number` of `Order` to `uq_Order_client_number`
ALTER TABLE "Order" RENAME CONSTRAINT "uq_Order_customer_number" TO "uq_Order_client_number";
