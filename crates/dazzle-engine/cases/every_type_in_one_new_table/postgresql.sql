-- create table `Account` (2 columns)
CREATE TABLE "Account" (
    "id" uuid NOT NULL,
    "name" varchar(80) NOT NULL,
    CONSTRAINT "pk_Account" PRIMARY KEY ("id")
);

-- create table `Everything` (24 columns)
CREATE TABLE "Everything" (
    "id" uuid NOT NULL,
    "s" varchar(20) NOT NULL,
    "t" text,
    "i" integer,
    "d" numeric(12,4),
    "f" double precision,
    "b" boolean DEFAULT false,
    "date" date,
    "instant" timestamptz,
    "u" uuid,
    "email" text,
    "slug" text,
    "url" text,
    "timezone" text DEFAULT 'UTC',
    "file" text,
    "json" jsonb,
    "enum" text DEFAULT 'two',
    "money_minor" bigint NOT NULL,
    "money_currency" varchar(3) DEFAULT 'CHF',
    "text" text NOT NULL,
    "account" uuid NOT NULL,
    "owner" uuid,
    "target_type" text NOT NULL,
    "target_id" uuid NOT NULL,
    CONSTRAINT "pk_Everything" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Everything_enum" CHECK ("enum" IN ('one', 'two', 'three')),
    CONSTRAINT "ck_Everything_target_type" CHECK ("target_type" IN ('Account', 'Everything')),
    CONSTRAINT "fk_Everything_account" FOREIGN KEY ("account") REFERENCES "Account" ("id"),
    CONSTRAINT "fk_Everything_owner" FOREIGN KEY ("owner") REFERENCES "Account" ("id")
);
