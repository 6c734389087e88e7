-- drop check `ck_Device_kind` of `Device`
ALTER TABLE "Device" DROP CONSTRAINT "ck_Device_kind";

-- create table `MRIScanner` (3 columns)
CREATE TABLE "MRIScanner" (
    "id" uuid NOT NULL,
    "tesla" numeric(3,1) NOT NULL,
    "pump" uuid,
    CONSTRAINT "pk_MRIScanner" PRIMARY KEY ("id"),
    CONSTRAINT "fk_MRIScanner_id" FOREIGN KEY ("id") REFERENCES "Device" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_MRIScanner_pump" FOREIGN KEY ("pump") REFERENCES "InfusionPump" ("id")
);

-- add check `ck_Device_kind` to `Device`
--   stops at rows of `Device` that break the check `ck_Device_kind`
ALTER TABLE "Device" ADD CONSTRAINT "ck_Device_kind" CHECK ("kind" IN ('infusion_pump', 'mri_scanner'));
