-- add check `ck_Lease_period` to `Lease`
--   stops at rows of `Lease` that break the check `ck_Lease_period`
CREATE TABLE "Lease__new" (
    "starts" DATE,
    "ends" DATE,
    "id" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Lease" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Lease_period" CHECK (COALESCE("ends" >= "starts", TRUE))
);
INSERT INTO "Lease__new" (rowid, "starts", "ends", "id") SELECT rowid, "starts", "ends", "id" FROM "Lease";
DROP TABLE "Lease";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Lease__new" RENAME TO "Lease";
PRAGMA legacy_alter_table = OFF;

-- add check `ck_Visit_period` to `Visit`
--   stops at rows of `Visit` that break the check `ck_Visit_period`
CREATE TABLE "Visit__new" (
    "starts" DATE,
    "ends" DATE,
    "id" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Visit" PRIMARY KEY ("id"),
    CONSTRAINT "ck_Visit_period" CHECK (COALESCE("ends" >= "starts", TRUE))
);
INSERT INTO "Visit__new" (rowid, "starts", "ends", "id") SELECT rowid, "starts", "ends", "id" FROM "Visit";
DROP TABLE "Visit";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Visit__new" RENAME TO "Visit";
PRAGMA legacy_alter_table = OFF;
