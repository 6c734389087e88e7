-- create table `Client` (4 columns)
CREATE TABLE "Client" (
    "id" CHAR(36) NOT NULL,
    "headline" VARCHAR(80) NOT NULL,
    "about_type" TEXT,
    "about_id" CHAR(36),
    CONSTRAINT "pk_Client" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Client_about_type" CHECK ("about_type" IN ('Client'))
);

-- create table `Order` (2 columns)
CREATE TABLE "Order" (
    "id" CHAR(36) NOT NULL,
    "client" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Order" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Order_client" FOREIGN KEY ("client") REFERENCES "Client" ("id")
);
