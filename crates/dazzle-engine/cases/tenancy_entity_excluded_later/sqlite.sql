-- drop foreign key `fk_City_tenant_id_country` of `City`
CREATE TABLE "City__new" (
    "tenant_id" CHAR(36) NOT NULL,
    "id" CHAR(36) NOT NULL,
    "country" CHAR(36) NOT NULL,
    CONSTRAINT "pk_City" PRIMARY KEY ("id"),
    CONSTRAINT "uq_City_tenant_id_id" UNIQUE ("tenant_id", "id"),
    CONSTRAINT "fk_City_tenant_id" FOREIGN KEY ("tenant_id") REFERENCES "Company" ("id")
);
INSERT INTO "City__new" (rowid, "tenant_id", "id", "country") SELECT rowid, "tenant_id", "id", "country" FROM "City";
DROP TABLE "City";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "City__new" RENAME TO "City";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_City_tenant_id" ON "City" ("tenant_id");

-- drop foreign key `fk_Country_tenant_id` of `Country`; drop index `ix_Country_tenant_id` of `Country`; drop unique constraint `uq_Country_tenant_id_code` of `Country`; drop unique constraint `uq_Country_tenant_id_id` of `Country`; drop column `Country`.`tenant_id`
CREATE TABLE "Country__new" (
    "id" CHAR(36) NOT NULL,
    "code" VARCHAR(2) NOT NULL,
    CONSTRAINT "pk_Country" PRIMARY KEY ("id")
);
INSERT INTO "Country__new" (rowid, "id", "code") SELECT rowid, "id", "code" FROM "Country";
DROP TABLE "Country";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Country__new" RENAME TO "Country";
PRAGMA legacy_alter_table = OFF;

-- bring data in order: Country.code becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "Country" WHERE "code" IN (SELECT "code" FROM "Country" GROUP BY "code" HAVING count(*) > 1) = 0

-- add unique constraint `uq_Country_code` to `Country`
--   stops at rows of `Country` that are equal in the key of unique constraint `uq_Country_code`
CREATE TABLE "Country__new" (
    "id" CHAR(36) NOT NULL,
    "code" VARCHAR(2) NOT NULL,
    CONSTRAINT "pk_Country" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Country_code" UNIQUE ("code")
);
INSERT INTO "Country__new" (rowid, "id", "code") SELECT rowid, "id", "code" FROM "Country";
DROP TABLE "Country";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Country__new" RENAME TO "Country";
PRAGMA legacy_alter_table = OFF;

-- add foreign key `fk_City_country` to `City`
--   stops at rows of `City` that point to a `Country` that is not there
CREATE TABLE "City__new" (
    "tenant_id" CHAR(36) NOT NULL,
    "id" CHAR(36) NOT NULL,
    "country" CHAR(36) NOT NULL,
    CONSTRAINT "pk_City" PRIMARY KEY ("id"),
    CONSTRAINT "uq_City_tenant_id_id" UNIQUE ("tenant_id", "id"),
    CONSTRAINT "fk_City_tenant_id" FOREIGN KEY ("tenant_id") REFERENCES "Company" ("id"),
    CONSTRAINT "fk_City_country" FOREIGN KEY ("country") REFERENCES "Country" ("id")
);
INSERT INTO "City__new" (rowid, "tenant_id", "id", "country") SELECT rowid, "tenant_id", "id", "country" FROM "City";
DROP TABLE "City";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "City__new" RENAME TO "City";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_City_tenant_id" ON "City" ("tenant_id");
