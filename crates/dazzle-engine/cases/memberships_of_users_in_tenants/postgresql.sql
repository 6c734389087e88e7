-- create table `Membership` (9 columns)
CREATE TABLE "Membership" (
    "user" uuid NOT NULL,
    "organization" uuid NOT NULL,
    "personas" jsonb DEFAULT '[]',
    "is_primary" boolean DEFAULT false,
    "invited_by" uuid,
    "invited_at" timestamptz,
    "accepted_at" timestamptz,
    "id" uuid NOT NULL,
    "note" text,
    CONSTRAINT "pk_Membership" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Membership_user_organization" UNIQUE ("user", "organization"),
    CONSTRAINT "fk_Membership_invited_by" FOREIGN KEY ("invited_by") REFERENCES "User" ("id"),
    CONSTRAINT "fk_Membership_organization" FOREIGN KEY ("organization") REFERENCES "Organization" ("id"),
    CONSTRAINT "fk_Membership_user" FOREIGN KEY ("user") REFERENCES "User" ("id")
);

-- create table `Settings` (2 columns)
CREATE TABLE "Settings" (
    "id" uuid NOT NULL,
    "theme" varchar(20) DEFAULT 'light',
    CONSTRAINT "pk_Settings" PRIMARY KEY ("id")
);
