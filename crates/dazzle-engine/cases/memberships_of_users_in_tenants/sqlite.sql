-- create table `Membership` (9 columns)
CREATE TABLE "Membership" (
    "user" CHAR(36) NOT NULL,
    "organization" CHAR(36) NOT NULL,
    "personas" TEXT DEFAULT '[]',
    "is_primary" BOOLEAN DEFAULT 0,
    "invited_by" CHAR(36),
    "invited_at" DATETIME,
    "accepted_at" DATETIME,
    "id" CHAR(36) NOT NULL,
    "note" TEXT,
    CONSTRAINT "pk_Membership" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Membership_user_organization" UNIQUE ("user", "organization"),
    CONSTRAINT "fk_Membership_invited_by" FOREIGN KEY ("invited_by") REFERENCES "User" ("id"),
    CONSTRAINT "fk_Membership_organization" FOREIGN KEY ("organization") REFERENCES "Organization" ("id"),
    CONSTRAINT "fk_Membership_user" FOREIGN KEY ("user") REFERENCES "User" ("id")
);

-- create table `Settings` (2 columns)
CREATE TABLE "Settings" (
    "id" CHAR(36) NOT NULL,
    "theme" VARCHAR(20) DEFAULT 'light',
    CONSTRAINT "pk_Settings" PRIMARY KEY ("id")
);
