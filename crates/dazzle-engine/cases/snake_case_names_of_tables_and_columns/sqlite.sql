-- add column `infusion_pump`.`unit2_bed` varchar(20); add column `infusion_pump`.`net_price_minor` bigint; add column `infusion_pump`.`net_price_currency` varchar(3); change column `infusion_pump`.`max_rate`: type decimal(6,2) to decimal(8,2)
CREATE TABLE "infusion_pump__new" (
    "id" CHAR(36) NOT NULL,
    "max_rate" NUMERIC(8,2) NOT NULL,
    "http_server" TEXT,
    "unit2_bed" VARCHAR(20) DEFAULT 'none',
    "net_price_minor" BIGINT,
    "net_price_currency" VARCHAR(3) DEFAULT 'EUR',
    CONSTRAINT "pk_infusion_pump" PRIMARY KEY ("id")
);
INSERT INTO "infusion_pump__new" (rowid, "id", "max_rate", "http_server") SELECT rowid, "id", "max_rate", "http_server" FROM "infusion_pump";
DROP TABLE "infusion_pump";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "infusion_pump__new" RENAME TO "infusion_pump";
PRAGMA legacy_alter_table = OFF;

-- add column `pump_use`.`about_type` text; add column `pump_use`.`about_id` uuid
ALTER TABLE "pump_use" ADD COLUMN "about_type" TEXT;
ALTER TABLE "pump_use" ADD COLUMN "about_id" CHAR(36);

-- create index `ix_infusion_pump_unit2_bed` on `infusion_pump`
CREATE INDEX "ix_infusion_pump_unit2_bed" ON "infusion_pump" ("unit2_bed");

-- add unique constraint `uq_pump_use_the_pump_about_type_about_id` to `pump_use`; add check `ck_pump_use_about_type` to `pump_use`
--   stops at rows of `pump_use` that are equal in the key of unique constraint `uq_pump_use_the_pump_about_type_about_id`
--   stops at rows of `pump_use` that break the check `ck_pump_use_about_type`
CREATE TABLE "pump_use__new" (
    "id" CHAR(36) NOT NULL,
    "the_pump" CHAR(36) NOT NULL,
    "about_type" TEXT,
    "about_id" CHAR(36),
    CONSTRAINT "pk_pump_use" PRIMARY KEY ("id"),
    CONSTRAINT "fk_pump_use_the_pump" FOREIGN KEY ("the_pump") REFERENCES "infusion_pump" ("id"),
    CONSTRAINT "uq_pump_use_the_pump_about_type_about_id" UNIQUE ("the_pump", "about_type", "about_id"),
    CONSTRAINT "ck_pump_use_about_type" CHECK ("about_type" IN ('InfusionPump', 'PumpUse'))
);
INSERT INTO "pump_use__new" (rowid, "id", "the_pump", "about_type", "about_id") SELECT rowid, "id", "the_pump", "about_type", "about_id" FROM "pump_use";
DROP TABLE "pump_use";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "pump_use__new" RENAME TO "pump_use";
PRAGMA legacy_alter_table = OFF;
