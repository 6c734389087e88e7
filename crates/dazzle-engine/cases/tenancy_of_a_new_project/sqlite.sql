-- create table `Company` (2 columns)
CREATE TABLE "Company" (
    "id" CHAR(36) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    CONSTRAINT "pk_Company" PRIMARY KEY ("id")
);

-- create table `Country` (1 column)
CREATE TABLE "Country" (
    "id" VARCHAR(2) NOT NULL,
    CONSTRAINT "pk_Country" PRIMARY KEY ("id")
);

-- create table `Customer` (4 columns)
CREATE TABLE "Customer" (
    "tenant_id" CHAR(36) NOT NULL,
    "id" CHAR(36) NOT NULL,
    "email" TEXT NOT NULL,
    "country" VARCHAR(2),
    CONSTRAINT "pk_Customer" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Customer_tenant_id_email" UNIQUE ("tenant_id", "email"),
    CONSTRAINT "uq_Customer_tenant_id_id" UNIQUE ("tenant_id", "id"),
    CONSTRAINT "fk_Customer_country" FOREIGN KEY ("country") REFERENCES "Country" ("id"),
    CONSTRAINT "fk_Customer_tenant_id" FOREIGN KEY ("tenant_id") REFERENCES "Company" ("id")
);
CREATE INDEX "ix_Customer_tenant_id" ON "Customer" ("tenant_id");

-- create table `Order` (5 columns)
CREATE TABLE "Order" (
    "tenant_id" CHAR(36) NOT NULL,
    "id" CHAR(36) NOT NULL,
    "customer" CHAR(36) NOT NULL,
    "number" INTEGER NOT NULL,
    "parent" CHAR(36),
    CONSTRAINT "pk_Order" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Order_tenant_id_id" UNIQUE ("tenant_id", "id"),
    CONSTRAINT "uq_Order_tenant_id_number" UNIQUE ("tenant_id", "number"),
    CONSTRAINT "fk_Order_tenant_id" FOREIGN KEY ("tenant_id") REFERENCES "Company" ("id"),
    CONSTRAINT "fk_Order_tenant_id_customer" FOREIGN KEY ("tenant_id", "customer") REFERENCES "Customer" ("tenant_id", "id") ON DELETE CASCADE,
    CONSTRAINT "fk_Order_tenant_id_parent" FOREIGN KEY ("tenant_id", "parent") REFERENCES "Order" ("tenant_id", "id")
);
CREATE INDEX "ix_Order_customer_number" ON "Order" ("customer", "number");
CREATE INDEX "ix_Order_tenant_id" ON "Order" ("tenant_id");

-- create table `Plan` (1 column)
CREATE TABLE "Plan" (
    "id" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Plan" PRIMARY KEY ("id")
);

-- create table `User` (12 columns)
CREATE TABLE "User" (
    "id" CHAR(36) NOT NULL,
    "email" TEXT NOT NULL,
    "password_hash" VARCHAR(255),
    "email_verified" BOOLEAN DEFAULT 0,
    "email_verify_token" VARCHAR(100),
    "password_reset_token" VARCHAR(100),
    "password_reset_expires" DATETIME,
    "is_active" BOOLEAN DEFAULT 1,
    "last_login" DATETIME,
    "auth_provider" TEXT DEFAULT 'local',
    "auth_provider_id" VARCHAR(255),
    "created_at" DATETIME,
    CONSTRAINT "pk_User" PRIMARY KEY ("id"),
    CONSTRAINT "uq_User_email" UNIQUE ("email"),
    CONSTRAINT "ck_User_auth_provider" CHECK ("auth_provider" IN ('local', 'google', 'apple', 'github'))
);

-- create table `Membership` (8 columns)
CREATE TABLE "Membership" (
    "user" CHAR(36) NOT NULL,
    "company" CHAR(36) NOT NULL,
    "personas" TEXT DEFAULT '[]',
    "is_primary" BOOLEAN DEFAULT 0,
    "invited_by" CHAR(36),
    "invited_at" DATETIME,
    "accepted_at" DATETIME,
    "id" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Membership" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Membership_company" FOREIGN KEY ("company") REFERENCES "Company" ("id"),
    CONSTRAINT "fk_Membership_invited_by" FOREIGN KEY ("invited_by") REFERENCES "User" ("id"),
    CONSTRAINT "fk_Membership_user" FOREIGN KEY ("user") REFERENCES "User" ("id")
);
