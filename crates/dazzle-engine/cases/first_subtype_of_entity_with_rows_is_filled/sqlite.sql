-- create table `InfusionPump` (2 columns)
CREATE TABLE "InfusionPump" (
    "id" INT NOT NULL,
    "max_rate" NUMERIC(6,2),
    CONSTRAINT "pk_InfusionPump" PRIMARY KEY ("id"),
    CONSTRAINT "fk_InfusionPump_id" FOREIGN KEY ("id") REFERENCES "Device" ("id") ON DELETE CASCADE
);

-- add column `Device`.`kind` text
ALTER TABLE "Device" ADD COLUMN "kind" TEXT;

-- bring data in order: Device.kind becomes required: rows without a value need one
--   until SELECT count(*) FROM "Device" WHERE "kind" IS NULL = 0
UPDATE "Device" SET "kind" = 'infusion_pump' WHERE "kind" IS NULL;

-- change column `Device`.`kind`: required; add check `ck_Device_kind` to `Device`
--   stops at rows of `Device` without a value for `kind`
--   stops at rows of `Device` that break the check `ck_Device_kind`
CREATE TABLE "Device__new" (
    "id" INTEGER NOT NULL,
    "serial" VARCHAR(40) NOT NULL,
    "kind" TEXT NOT NULL,
    CONSTRAINT "pk_Device" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Device_serial" UNIQUE ("serial"),
    CONSTRAINT "ck_Device_kind" CHECK ("kind" IN ('infusion_pump'))
);
INSERT INTO "Device__new" ("id", "serial", "kind") SELECT "id", "serial", "kind" FROM "Device";
DROP TABLE "Device";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Device__new" RENAME TO "Device";
PRAGMA legacy_alter_table = OFF;
