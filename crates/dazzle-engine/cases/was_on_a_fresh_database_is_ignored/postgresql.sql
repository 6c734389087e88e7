-- create table `Client` (4 columns)
CREATE TABLE "Client" (
    "id" uuid NOT NULL,
    "headline" varchar(80) NOT NULL,
    "about_type" text,
    "about_id" uuid,
    CONSTRAINT "pk_Client" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Client_about_type" CHECK ("about_type" IN ('Client'))
);

-- create table `Order` (2 columns)
CREATE TABLE "Order" (
    "id" uuid NOT NULL,
    "client" uuid NOT NULL,
    CONSTRAINT "pk_Order" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Order_client" FOREIGN KEY ("client") REFERENCES "Client" ("id")
);
