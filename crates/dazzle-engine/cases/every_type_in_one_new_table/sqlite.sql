-- create table `Account` (2 columns)
CREATE TABLE "Account" (
    "id" CHAR(36) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    CONSTRAINT "pk_Account" PRIMARY KEY ("id")
);

-- create table `Everything` (24 columns)
CREATE TABLE "Everything" (
    "id" CHAR(36) NOT NULL,
    "s" VARCHAR(20) NOT NULL,
    "t" TEXT,
    "i" INTEGER,
    "d" NUMERIC(12,4),
    "f" REAL,
    "b" BOOLEAN DEFAULT 0,
    "date" DATE,
    "instant" DATETIME,
    "u" CHAR(36),
    "email" TEXT,
    "slug" TEXT,
    "url" TEXT,
    "timezone" TEXT DEFAULT 'UTC',
    "file" TEXT,
    "json" TEXT,
    "enum" TEXT DEFAULT 'two',
    "money_minor" BIGINT NOT NULL,
    "money_currency" VARCHAR(3) DEFAULT 'CHF',
    "text" TEXT NOT NULL,
    "account" CHAR(36) NOT NULL,
    "owner" CHAR(36),
    "target_type" TEXT NOT NULL,
    "target_id" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Everything" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Everything_enum" CHECK ("enum" IN ('one', 'two', 'three')),
    CONSTRAINT "ck_Everything_target_type" CHECK ("target_type" IN ('Account', 'Everything')),
    CONSTRAINT "fk_Everything_account" FOREIGN KEY ("account") REFERENCES "Account" ("id"),
    CONSTRAINT "fk_Everything_owner" FOREIGN KEY ("owner") REFERENCES "Account" ("id")
);
