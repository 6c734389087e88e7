-- rename table `Customer` to `Client`
ALTER TABLE "Customer" RENAME TO "Client";

-- rename column `Client`.`email` to `mail`
ALTER TABLE "Client" RENAME COLUMN "email" TO "mail";

-- rename column `Order`.`customer` to `client`
ALTER TABLE "Order" RENAME COLUMN "customer" TO "client";

-- drop unique constraint `uq_Order_customer_note` of `Order`
ALTER TABLE "Order" DROP CONSTRAINT "uq_Order_customer_note";

-- rename constraint `Customer_email_key` of `Client` to `Client_mail_key`
ALTER TABLE "Client" RENAME CONSTRAINT "Customer_email_key" TO "Client_mail_key";

-- rename constraint `Customer_pkey` of `Client` to `Client_pkey`
ALTER TABLE "Client" RENAME CONSTRAINT "Customer_pkey" TO "Client_pkey";

-- rename constraint `Order_customer_fkey` of `Order` to `Order_client_fkey`
ALTER TABLE "Order" RENAME CONSTRAINT "Order_customer_fkey" TO "Order_client_fkey";

-- drop column `Client`.`orders`
ALTER TABLE "Client" DROP COLUMN "orders";

-- drop column `Order`.`note`
ALTER TABLE "Order" DROP COLUMN "note";
