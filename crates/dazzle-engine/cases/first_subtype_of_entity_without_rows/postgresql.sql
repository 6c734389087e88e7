-- create table `InfusionPump` (3 columns)
CREATE TABLE "InfusionPump" (
    "id" uuid NOT NULL,
    "max_rate" numeric(6,2) NOT NULL,
    "firmware" varchar(20),
    CONSTRAINT "pk_InfusionPump" PRIMARY KEY ("id"),
    CONSTRAINT "uq_InfusionPump_firmware_max_rate" UNIQUE ("firmware", "max_rate"),
    CONSTRAINT "fk_InfusionPump_id" FOREIGN KEY ("id") REFERENCES "Device" ("id") ON DELETE CASCADE
);
CREATE INDEX "ix_InfusionPump_firmware" ON "InfusionPump" ("firmware");

-- add column `Device`.`kind` text
ALTER TABLE "Device" ADD COLUMN "kind" text;

-- bring data in order: Device.kind becomes required: rows without a value need one
--   until SELECT count(*) FROM "Device" WHERE "kind" IS NULL = 0

-- change column `Device`.`kind`: required
--   stops at rows of `Device` without a value for `kind`
ALTER TABLE "Device" ALTER COLUMN "kind" SET NOT NULL;

-- add check `ck_Device_kind` to `Device`
--   stops at rows of `Device` that break the check `ck_Device_kind`
ALTER TABLE "Device" ADD CONSTRAINT "ck_Device_kind" CHECK ("kind" IN ('infusion_pump'));
