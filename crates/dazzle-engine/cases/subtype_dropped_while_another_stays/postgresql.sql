-- drop table `MRIScanner`
DROP TABLE "MRIScanner";

-- drop check `ck_Device_kind` of `Device`
ALTER TABLE "Device" DROP CONSTRAINT "ck_Device_kind";

-- bring data in order: Device.kind no longer takes `mri_scanner`: rows that hold it need another value
--   until SELECT count(*) FROM "Device" WHERE "kind" NOT IN ('infusion_pump') = 0

-- add check `ck_Device_kind` to `Device`
--   stops at rows of `Device` that break the check `ck_Device_kind`
ALTER TABLE "Device" ADD CONSTRAINT "ck_Device_kind" CHECK ("kind" IN ('infusion_pump'));
