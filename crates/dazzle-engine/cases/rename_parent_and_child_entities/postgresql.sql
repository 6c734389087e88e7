-- rename table `Customer` to `Client`
ALTER TABLE "Customer" RENAME TO "Client";

-- rename table `Line` to `PurchaseLine`
ALTER TABLE "Line" RENAME TO "PurchaseLine";

-- rename table `Order` to `Purchase`
ALTER TABLE "Order" RENAME TO "Purchase";

-- rename constraint `fk_Line_order` of `PurchaseLine` to `fk_PurchaseLine_order`
ALTER TABLE "PurchaseLine" RENAME CONSTRAINT "fk_Line_order" TO "fk_PurchaseLine_order";

-- rename constraint `fk_Order_customer` of `Purchase` to `fk_Purchase_customer`
ALTER TABLE "Purchase" RENAME CONSTRAINT "fk_Order_customer" TO "fk_Purchase_customer";

-- rename constraint `pk_Customer` of `Client` to `pk_Client`
ALTER TABLE "Client" RENAME CONSTRAINT "pk_Customer" TO "pk_Client";

-- rename constraint `pk_Line` of `PurchaseLine` to `pk_PurchaseLine`
ALTER TABLE "PurchaseLine" RENAME CONSTRAINT "pk_Line" TO "pk_PurchaseLine";

-- rename constraint `pk_Order` of `Purchase` to `pk_Purchase`
ALTER TABLE "Purchase" RENAME CONSTRAINT "pk_Order" TO "pk_Purchase";
